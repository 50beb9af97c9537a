using System.Collections.Immutable;

namespace Crowdwork.Marketplace.Questions;

/// <summary>
/// Grades a qualification test. Each question gives the score of the option whose set of selections is the one that was chosen, or its default; the
/// sum is mapped to the value of the qualification.
/// </summary>
internal sealed record AnswerKey(ImmutableArray<KeyedQuestion> Questions, ValueMapping? Mapping)
{
    public int Grade(QuestionFormAnswers answers)
    {
        var sum = 0L;
        foreach (var question in Questions)
        {
            var answer = answers.Answers.FirstOrDefault(answer => answer.QuestionIdentifier == question.Identifier);
            sum += question.ScoreOf(answer?.Selections ?? []);
        }

        return Clamp(Mapping is null ? sum : Mapping.ValueOf(sum));
    }

    internal static int Clamp(decimal value) => (int)Math.Clamp(value, int.MinValue, int.MaxValue);
}

internal sealed record KeyedQuestion(string Identifier, ImmutableArray<AnswerOption> Options, int DefaultScore)
{
    public int ScoreOf(ImmutableArray<string> chosen)
        => Options.FirstOrDefault(option => option.Selections.ToHashSet(StringComparer.Ordinal).SetEquals(chosen))?.Score ?? DefaultScore;
}

internal sealed record AnswerOption(ImmutableArray<string> Selections, int Score);

/// <summary>From the sum of the scores to the value of the qualification.</summary>
internal abstract record ValueMapping
{
    public abstract decimal ValueOf(long sum);
}

/// <summary>How many per cent of the best possible sum were reached, rounded half up.</summary>
internal sealed record PercentageMapping(int MaximumSummedScore) : ValueMapping
{
    public override decimal ValueOf(long sum) => Math.Floor((100m * sum / MaximumSummedScore) + 0.5m);
}

internal sealed record ScaleMapping(decimal Multiplier) : ValueMapping
{
    public override decimal ValueOf(long sum)
    {
        // A factor is a stranger's number; what is too big to hold is the biggest value there is.
        var product = (double)Multiplier * sum;
        return Math.Abs(product) > int.MaxValue ? (product > 0 ? int.MaxValue : int.MinValue) : Math.Floor((Multiplier * sum) + 0.5m);
    }
}

internal sealed record RangeMapping(ImmutableArray<ScoreRange> Ranges, int OutOfRangeValue) : ValueMapping
{
    public override decimal ValueOf(long sum) => Ranges.FirstOrDefault(range => sum >= range.Lower && sum <= range.Upper)?.Value ?? OutOfRangeValue;
}

/// <summary>Both bounds belong to the range.</summary>
internal sealed record ScoreRange(int Lower, int Upper, int Value);
