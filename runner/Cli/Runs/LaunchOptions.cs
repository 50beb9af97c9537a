using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Cli;

/// <summary>The flags of <c>runner launch</c> that stand in place of keys of config.json, and those that only a launch has.</summary>
internal sealed class LaunchOptions
{
    private readonly Option<int?> _conversations = Number("--conversations", "How many conversations are wanted.", "-n");
    private readonly Option<decimal?> _reward = new("--reward", "-r") { Description = "Pay for a finished conversation to each worker, in US dollars.", HelpName = "dollars" };
    private readonly Option<bool?> _unique = new("--unique") { Description = "A worker may take part once only, in all runs of this task." };
    private readonly Option<string?> _uniqueQualification = new("--unique-qualification") { Description = "The qualification that marks those who took part; tasks that name the same one count as one.", HelpName = "name" };
    private readonly Option<int?> _perWorker = Number("--per-worker", "How many conversations a worker may have in this run.");
    private readonly Option<int?> _concurrent = Number("--concurrent-per-worker", "How many a worker may have open at the same time.");
    private readonly Option<int?> _connections = Number("--connections", "How many workers may be connected at the same time.");
    private readonly Option<string?> _timePerDay = Time("--time-per-day", "How long a worker may work on this task within one day.");
    private readonly Option<string?> _timeQualification = new("--time-qualification") { Description = "The qualification by which runs and machines keep to --time-per-day together.", HelpName = "name" };
    private readonly Option<bool?> _countComplete = new("--count-complete") { Description = "Only finished conversations count towards the number wanted." };
    private readonly Option<string?> _autoApproval = Time("--auto-approval", "After what time submitted work that nobody reviewed is approved.");
    private readonly Option<string?> _duration = Time("--assignment-duration", "How long a worker has from accepting to submitting.");
    private readonly Option<string?> _lifetime = Time("--lifetime", "How long the task is offered.");
    private readonly Option<int?> _maxDisconnects = Number("--max-disconnects", "How often a worker may leave conversations before being kept out.");
    private readonly Option<bool?> _hardBlock = new("--hard-block") { Description = "Workers who left too often are blocked from all of your tasks, not only from this one." };
    private readonly Option<string?> _disconnectQualification = new("--disconnect-qualification") { Description = "The qualification that marks workers who left too often.", HelpName = "name" };
    private readonly Option<string?> _blockQualification = new("--block-qualification") { Description = "The qualification that marks blocked workers.", HelpName = "name" };
    private readonly Option<int?> _minMessages = Number("--min-messages", "How many messages a worker must have sent for a conversation that a partner left not to count as just begun.");
    private readonly Option<double?> _overlaunch = new("--overlaunch") { Description = "How many times the places needed are offered at once, from 1 to 3.", HelpName = "factor" };
    private readonly Option<int?> _pilot = Number("--pilot", "Launch so many conversations first, and wait for you to look at them.");
    private readonly Option<decimal?> _budget = new("--budget") { Description = "What the run may spend at most, fees and bonuses included. Without it, what it is planned to cost.", HelpName = "dollars" };
    private readonly Option<string[]> _bonus = new("--planned-bonus") { Description = "Bonuses to keep money for, as number x dollars: 20x0.50.", HelpName = "number x dollars" };
    private readonly Option<int?> _replacements = new("--replacements") { Description = "How many assignments more may be paid in place of those that come to nothing. Without it, a tenth.", HelpName = "number" };
    private readonly Option<int?> _workers = Number("--workers-per-conversation", "How many workers a conversation takes, where the script does not show it.");
    private readonly Option<bool> _payAsProposed = new("--pay-as-proposed") { Description = "Approve at once what the task's review rule approves. What it would reject waits for you." };
    private readonly Option<string?> _publicUrl = new("--public-url") { Description = "The https address under which workers reach this machine, in place of crowd.json's.", HelpName = "url" };

    public IEnumerable<Option> All =>
    [
        _conversations, _reward, _unique, _uniqueQualification, _perWorker, _concurrent, _connections, _timePerDay, _timeQualification, _countComplete, _autoApproval, _duration, _lifetime,
        _maxDisconnects, _hardBlock, _disconnectQualification, _blockQualification, _minMessages, _overlaunch, _pilot, _budget, _bonus, _replacements, _workers, _payAsProposed, _publicUrl,
    ];

    public LaunchFlags Flags(ParseResult parsed) => new()
    {
        Conversations = parsed.GetValue(_conversations),
        Reward = parsed.GetValue(_reward),
        Unique = parsed.GetValue(_unique),
        UniqueQualification = parsed.GetValue(_uniqueQualification),
        PerWorker = parsed.GetValue(_perWorker),
        ConcurrentPerWorker = parsed.GetValue(_concurrent),
        Connections = parsed.GetValue(_connections),
        TimePerDay = DurationOf(parsed, _timePerDay),
        TimeQualification = parsed.GetValue(_timeQualification),
        CountComplete = parsed.GetValue(_countComplete),
        AutoApprovalDelay = DurationOf(parsed, _autoApproval),
        AssignmentDuration = DurationOf(parsed, _duration),
        Lifetime = DurationOf(parsed, _lifetime),
        MaxDisconnects = parsed.GetValue(_maxDisconnects),
        HardBlock = parsed.GetValue(_hardBlock),
        DisconnectQualification = parsed.GetValue(_disconnectQualification),
        BlockQualification = parsed.GetValue(_blockQualification),
        MinMessages = parsed.GetValue(_minMessages),
        Overlaunch = parsed.GetValue(_overlaunch),
    };

    public LaunchWish Wish(ParseResult parsed, CrowdAddress crowd, CrowdSettings settings) => new()
    {
        Crowd = crowd,
        PublicUrl = PublicUrl(parsed, settings),
        Budget = parsed.GetValue(_budget) is { } budget ? MoneyOf("--budget", budget) : null,
        Pilot = parsed.GetValue(_pilot),
        Replacements = parsed.GetValue(_replacements),
        PlannedBonuses = [.. (parsed.GetValue(_bonus) ?? []).Select(BonusOf)],
        WorkersPerConversation = parsed.GetValue(_workers),
        PayAsProposed = parsed.GetValue(_payAsProposed),
    };

    public bool HasBudget(ParseResult parsed) => parsed.GetValue(_budget) is not null;

    private Uri? PublicUrl(ParseResult parsed, CrowdSettings settings)
    {
        if (parsed.GetValue(_publicUrl) is not { } named) return settings.PublicUrl;
        if (Uri.TryCreate(named.EndsWith('/') ? named : named + "/", UriKind.Absolute, out var url) && url.Scheme is "https" or "http") return url;
        throw new Mistake($"--public-url {named}: this is no address of a web site.\n  Give it whole, such as https://lab.example.");
    }

    private static PlannedBonus BonusOf(string text)
    {
        var parts = text.Split('x', 2);
        if (parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && decimal.TryParse(parts[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars))
            return new PlannedBonus(count, MoneyOf("--planned-bonus", dollars));
        throw new Mistake($"--planned-bonus {text}: this is no number of bonuses.\n  Write how many and how much: 20x0.50.");
    }

    private static Money MoneyOf(string flag, decimal dollars)
        => new Money(dollars) is { IsExact: true } money && money >= Money.Zero ? money : throw new Mistake($"{flag} {dollars}: an amount is a whole number of cents, and not negative.");

    private static TimeSpan? DurationOf(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text) return null;
        return Duration.TryParse(text, out var time) ? time : throw new Mistake($"{option.Name} {text}: this is no duration.\n  Write a number and a unit: 90s, 20m, 2h, 3d.");
    }

    private static Option<int?> Number(string name, string description, params string[] aliases)
    {
        var option = new Option<int?>(name, aliases) { Description = description, HelpName = "number" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < (name == "--min-messages" || name == "--max-disconnects" ? 0 : 1))
                result.AddError($"{name} is a number from 1 on.");
        });
        return option;
    }

    private static Option<string?> Time(string name, string description) => new(name) { Description = description, HelpName = "duration" };
}
