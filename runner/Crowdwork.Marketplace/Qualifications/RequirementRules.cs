using System.Collections.Immutable;

namespace Crowdwork.Marketplace.Qualifications;

/// <summary>A requirement as it came over the wire, before anybody has looked at it.</summary>
internal sealed record StatedRequirement(
    string? QualificationTypeId, string? Comparator, IReadOnlyList<int>? IntegerValues, IReadOnlyList<WorkerLocale>? LocaleValues, bool? RequiredToPreview, string? ActionsGuarded);

/// <summary>Reads a list of requirements and says all that is wrong with it.</summary>
internal static class RequirementRules
{
    public const int MaxRequirements = 10;
    private const int MaxIntegers = 15;
    private const int MaxLocales = 30;

    /// <returns>The requirements, or problems of which none is left out; with a problem there are no requirements.</returns>
    public static (ImmutableArray<Requirement> Requirements, IReadOnlyList<string> Problems) Read(IReadOnlyList<StatedRequirement> stated)
    {
        var problems = new List<string>();
        if (stated.Count > MaxRequirements) problems.Add($"There are {stated.Count} QualificationRequirements; at most {MaxRequirements} are allowed.");
        var read = stated.Select((one, index) => Read(one, $"QualificationRequirements[{index}]", problems)).OfType<Requirement>().ToImmutableArray();
        return problems.Count == 0 ? (read, problems) : ([], problems);
    }

    private static Requirement? Read(StatedRequirement stated, string place, List<string> problems)
    {
        var before = problems.Count;
        if (!IsEntityId(stated.QualificationTypeId)) problems.Add($"{place}.QualificationTypeId is not an id of a qualification type: 1 to 64 capital letters and digits.");
        if (!Enum.TryParse<Comparator>(stated.Comparator, out var comparator) || !Enum.IsDefined(comparator) || comparator.ToString() != stated.Comparator)
        {
            problems.Add($"{place}.Comparator \"{stated.Comparator}\" is not known. It is one of {string.Join(", ", Enum.GetNames<Comparator>())}.");
            return null;
        }

        CheckValues(stated, comparator, place, problems);
        var guarded = Guarded(stated, place, problems);
        return problems.Count > before
            ? null : new Requirement(stated.QualificationTypeId!, comparator, [.. stated.IntegerValues ?? []], [.. stated.LocaleValues ?? []], guarded);
    }

    private static void CheckValues(StatedRequirement stated, Comparator comparator, string place, List<string> problems)
    {
        var integers = stated.IntegerValues?.Count ?? 0;
        var locales = stated.LocaleValues?.Count ?? 0;
        foreach (var locale in stated.LocaleValues ?? [])
        {
            if (!IsTwoLetters(locale.Country) || (locale.Subdivision is not null && !IsTwoLetters(locale.Subdivision)))
                problems.Add($"{place}.LocaleValues: \"{locale}\" is not a place. Write Country and, where wanted, Subdivision as two capital letters each, such as US and PA.");
        }

        if (comparator is Comparator.Exists or Comparator.DoesNotExist)
        {
            if (integers + locales > 0) problems.Add($"{place}: {comparator} takes neither IntegerValues nor LocaleValues.");
            return;
        }

        if (integers > 0 && locales > 0) problems.Add($"{place} has IntegerValues and LocaleValues; a qualification has one kind of value only.");
        else if (stated.QualificationTypeId == SystemQualifications.Locale || locales > 0) CheckLocales(stated, comparator, locales, place, problems);
        else CheckIntegers(comparator, integers, place, problems);
    }

    private static void CheckIntegers(Comparator comparator, int count, string place, List<string> problems)
    {
        var several = comparator is Comparator.In or Comparator.NotIn;
        if (count == 0) problems.Add($"{place}: {comparator} needs {(several ? "IntegerValues" : "one value in IntegerValues")}.");
        else if (several && count > MaxIntegers) problems.Add($"{place}.IntegerValues has {count} values; at most {MaxIntegers} are allowed.");
        else if (!several && count > 1) problems.Add($"{place}.IntegerValues has {count} values; {comparator} compares with one. Use In or NotIn for several.");
    }

    private static void CheckLocales(StatedRequirement stated, Comparator comparator, int count, string place, List<string> problems)
    {
        if (stated.QualificationTypeId != SystemQualifications.Locale) problems.Add($"{place}: LocaleValues go with Worker_Locale ({SystemQualifications.Locale}) only.");
        if (comparator is not (Comparator.EqualTo or Comparator.NotEqualTo or Comparator.In or Comparator.NotIn))
            problems.Add($"{place}: places cannot be compared by {comparator}. Use EqualTo, NotEqualTo, In or NotIn.");
        else if (count == 0) problems.Add($"{place}: {comparator} on Worker_Locale needs LocaleValues.");
        else if (comparator is Comparator.EqualTo or Comparator.NotEqualTo && count > 1) problems.Add($"{place}.LocaleValues has {count} places; {comparator} compares with one. Use In or NotIn for several.");
        else if (count > MaxLocales) problems.Add($"{place}.LocaleValues has {count} places; at most {MaxLocales} are allowed.");
    }

    private static GuardedActions Guarded(StatedRequirement stated, string place, List<string> problems)
    {
        // RequiredToPreview is the older word for PreviewAndAccept. Both at once could contradict each other.
        if (stated is { RequiredToPreview: not null, ActionsGuarded: not null }) problems.Add($"{place} has RequiredToPreview and ActionsGuarded. Give ActionsGuarded only.");
        if (stated.ActionsGuarded is null) return stated.RequiredToPreview == true ? GuardedActions.PreviewAndAccept : GuardedActions.Accept;
        if (Enum.TryParse<GuardedActions>(stated.ActionsGuarded, out var guarded) && Enum.IsDefined(guarded) && guarded.ToString() == stated.ActionsGuarded) return guarded;
        problems.Add($"{place}.ActionsGuarded \"{stated.ActionsGuarded}\" is not known. It is one of {string.Join(", ", Enum.GetNames<GuardedActions>())}.");
        return GuardedActions.Accept;
    }

    private static bool IsEntityId(string? id) => id is { Length: > 0 and <= 64 } && id.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character));

    private static bool IsTwoLetters(string text) => text.Length == 2 && text.All(char.IsAsciiLetterUpper);
}
