using System.Text.RegularExpressions;

namespace Crowdwork.Engine.Tasks;

/// <summary>
/// The rules that a single key cannot show: what contradicts something else, and what a launch will ask for. It knows
/// no files; a rule about a key whose value could not be read is left out, for it would complain about a default.
/// </summary>
internal sealed partial class ConfigRules(string file, TaskConfig config, SettingsBinder read, Problems problems)
{
    // What crowds know without the requester having made it, and what each is compared with.
    private static readonly string[] _wellKnown = ["approvalRate", "approvedCount", "country", "adult", "masters"];

    /// <summary>Adds all problems between the keys of one file.</summary>
    public void Check()
    {
        Times();
        Money();
        Limits();
        Names();
        Keywords();
        for (var i = 0; i < config.Qualifications.Count && !AnyFailed("qualifications"); i++)
        {
            Qualification(config.Qualifications[i], $"qualifications[{i}]");
        }
    }

    private void Times()
    {
        if (config.AnswerWithin > config.AssignmentDuration)
        {
            Error(["answerWithin", "assignmentDuration"], "A worker would have longer for one answer (\"answerWithin\") than for the whole assignment (\"assignmentDuration\").", "Shorten the first or lengthen the second.");
        }

        if (config.Waiting.Within >= config.AssignmentDuration)
        {
            Error(["waiting.within", "assignmentDuration"], "A worker could wait for partners (\"waiting.within\") until the assignment (\"assignmentDuration\") is over.", "Shorten the first or lengthen the second.");
        }

        if (config.Disconnects.Grace >= config.AssignmentDuration)
        {
            Error(["disconnects.grace", "assignmentDuration"], "A worker could be away (\"disconnects.grace\") until the assignment (\"assignmentDuration\") is over.", "Shorten the first or lengthen the second.");
        }
    }

    private void Money()
    {
        if (!read.Has("description"))
        {
            Warn(["description"], "There is no \"description\"; a launch needs one.", "Tell workers what is to be done and how long it takes.");
        }

        if (config.Reward == 0)
        {
            Warn(["reward"], "The \"reward\" is 0; a launch needs one.", "Write the pay for one finished conversation in US dollars.");
        }

        MoreThanReward("waiting.pay", config.Waiting.Pay);
        MoreThanReward("pay.partnerLeft", config.Pay.PartnerLeft);
        MoreThanReward("pay.partnerLeftEarly", config.Pay.PartnerLeftEarly);
        MoreThanReward("pay.worldFault", config.Pay.WorldFault);

        if (config.Pay.PartnerLeftEarly is not null && config.Pay.MinMessages == 0)
        {
            Warn(["pay.partnerLeftEarly", "pay.minMessages"], "\"pay.partnerLeftEarly\" has no effect without \"pay.minMessages\".", "Say below how many messages a conversation counts as just begun.");
        }
    }

    private void MoreThanReward(string path, decimal? amount)
    {
        if (config.Reward > 0 && amount > config.Reward)
        {
            Warn([path, "reward"], $"\"{path}\" ({amount:0.00}) is more than the reward of a finished conversation ({config.Reward:0.00}).", "Check both; a worker would earn more when things go wrong.");
        }
    }

    private void Limits()
    {
        var limits = config.Limits;
        if (limits.Unique && limits.PerWorker > 1)
        {
            Error(["limits.perWorker", "limits.unique"], $"\"limits.unique\" lets a worker take part once, but \"limits.perWorker\" says {limits.PerWorker} times.", "Remove one of the two.");
        }

        if (limits.ConcurrentPerWorker > (limits.Unique ? 1 : limits.PerWorker ?? int.MaxValue))
        {
            Error(["limits.concurrentPerWorker", "limits.perWorker", "limits.unique"], "A worker could have more conversations open at once (\"limits.concurrentPerWorker\") than altogether.", "Lower it, or allow a worker more conversations.");
        }

        if (limits.UniqueQualification is not null && !limits.Unique)
        {
            Warn(["limits.uniqueQualification", "limits.unique"], "\"limits.uniqueQualification\" has no effect without \"limits.unique\".", "Say that a worker may take part once only, or remove it.");
        }

        if (limits.TimeQualification is not null && limits.TimePerDay is null)
        {
            Warn(["limits.timeQualification", "limits.timePerDay"], "\"limits.timeQualification\" has no effect without \"limits.timePerDay\".", "Say how long a worker may work on one day, or remove it.");
        }

        if (config.Disconnects.Block && config.Disconnects.Max is null)
        {
            Warn(["disconnects.block", "disconnects.max"], "\"disconnects.block\" has no effect without \"disconnects.max\".", "Say how often a worker may leave before being blocked.");
        }

        if (config.Disconnects.Qualification is not null && config.Disconnects.Max is null)
        {
            Warn(["disconnects.qualification", "disconnects.max"], "\"disconnects.qualification\" has no effect without \"disconnects.max\".", "Say how often a worker may leave before being marked.");
        }
    }

    // One marks who passed, the others mark who is kept out; sharing a name would lock the good ones out.
    private void Names()
    {
        Differ("onboarding.qualification", config.Onboarding.Qualification, "blockQualification", config.BlockQualification);
        Differ("onboarding.qualification", config.Onboarding.Qualification, "disconnects.qualification", config.Disconnects.Qualification);
    }

    private void Differ(string path, string? name, string otherPath, string? other)
    {
        if (name is not null && name == other)
        {
            Error([path, otherPath], $"\"{path}\" and \"{otherPath}\" are both \"{name}\": whoever passes would be kept out.", "Give them different names.");
        }
    }

    private void Keywords()
    {
        for (var i = 0; i < config.Keywords.Count; i++)
        {
            if (config.Keywords[i].Contains(','))
            {
                Error([$"keywords[{i}]"], $"The keyword \"{config.Keywords[i]}\" has a comma in it, which separates keywords on a crowd.", "Make it several keywords: [\"chat\", \"question\"].");
            }
        }

        var length = config.Keywords.Sum(word => word.Length + 1) - 1;
        if (length > 1000)
        {
            Error(["keywords"], $"The keywords have {length} characters together.", "Crowds accept at most 1000; remove some.");
        }
    }

    private void Qualification(QualificationRule rule, string path)
    {
        var isCountry = rule.Name == "country";
        if (NearestWord.To(rule.Name, _wellKnown) is { } meant && string.Equals(meant, rule.Name, StringComparison.OrdinalIgnoreCase) && meant != rule.Name)
        {
            Error([$"{path}.name"], $"The qualification is written \"{meant}\", not \"{rule.Name}\".", $"Write \"{meant}\".");
            return;
        }

        if (isCountry && (rule.Countries.Count == 0 || rule.Is is not (Comparison.In or Comparison.NotIn)))
        {
            Error([path, $"{path}.is", $"{path}.countries"], "A rule about \"country\" needs a list of countries.", "Write it like this: { \"name\": \"country\", \"is\": \"in\", \"countries\": [\"US\", \"CA\"] }.");
            return;
        }

        if (!isCountry && rule.Countries.Count > 0)
        {
            Error([$"{path}.countries"], $"\"countries\" goes with the qualification \"country\", not with \"{rule.Name}\".", "Remove it, or make it a rule of its own.");
        }

        for (var i = 0; i < rule.Countries.Count; i++)
        {
            if (!CountryForm().IsMatch(rule.Countries[i]))
            {
                Error([$"{path}.countries[{i}]"], $"\"{rule.Countries[i]}\" is not a country code.", "Write two capital letters as in ISO 3166: \"US\", \"DE\".");
            }
        }

        if (isCountry)
        {
            return;
        }

        var (needs, needed) = rule.Is switch
        {
            Comparison.Exists or Comparison.DoesNotExist => (false, false),
            Comparison.In or Comparison.NotIn => (false, true),
            _ => (true, false),
        };
        Agree(rule, path, "value", needs, rule.Value is not null);
        Agree(rule, path, "values", needed, rule.Values.Count > 0);
    }

    private void Agree(QualificationRule rule, string path, string key, bool needed, bool given)
    {
        if (needed == given)
        {
            return;
        }

        var comparison = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(rule.Is.ToString());
        if (needed)
        {
            Error([path, $"{path}.{key}"], $"The comparison \"{comparison}\" needs \"{key}\".", $"Add \"{key}\", or use another comparison.");
            return;
        }

        Error([$"{path}.{key}", $"{path}.is"], $"The comparison \"{comparison}\" takes no \"{key}\".", $"Remove \"{key}\", or say how to compare with \"is\": \"atLeast\", \"equalTo\", \"in\" ...");
    }

    private void Error(string[] paths, string message, string remedy)
    {
        if (!AnyFailed(paths))
        {
            problems.Error(file, FirstPlace(paths), message, remedy);
        }
    }

    private void Warn(string[] paths, string message, string remedy)
    {
        if (!AnyFailed(paths))
        {
            problems.Warn(file, FirstPlace(paths), message, remedy);
        }
    }

    // A group that could not be read at all ("limits": 3) fails its keys too.
    private bool AnyFailed(params string[] paths) => paths.Any(path => read.Failed(path) || read.Failed(path.Split('.', '[')[0]));

    private Place FirstPlace(string[] paths) => paths.Where(read.Has).Select(read.PlaceOf).FirstOrDefault();

    [GeneratedRegex(@"\A[A-Z]{2}\z")]
    private static partial Regex CountryForm();
}
