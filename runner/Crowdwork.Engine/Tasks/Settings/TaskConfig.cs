using System.Collections.ObjectModel;

namespace Crowdwork.Engine.Tasks;

/// <summary>
/// A task's settings: what its <c>config.json</c> says, with the default of every key that it leaves out.
/// </summary>
/// <remarks>
/// <code>
///   config.json --SourceTree--> values with their places --SettingsBinder--> TaskConfig --ConfigRules--> problems
///                                                                               |
///                                                                          ConfigSchema --> config.schema.json
/// </code>
/// These records are the only description of the format. A key is a property in camel case; its default is the
/// property's; the attributes check its value. The first paragraph of each summary is what an editor shows beside the
/// key, because the JSON Schema takes its descriptions from here: it names the unit and the default.
/// <br/>
/// Money is a decimal number of US dollars, a duration a whole number with s, m, h or d.
/// </remarks>
public sealed record TaskConfig
{
    /// <summary>The task's name in the list that workers choose from. At most 128 characters. Required.</summary>
    [AtMostCharacters(128)]
    public required string Title { get; init; }

    /// <summary>What workers read before they accept: what is to be done and how long it takes. At most 2000 characters. Default: none, but a launch needs it.</summary>
    [AtMostCharacters(2000)]
    public string? Description { get; init; }

    /// <summary>Words by which workers find the task. Default: none.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Pay for one finished conversation to each of its workers, in US dollars. Default: 0, but a launch needs it.</summary>
    public decimal Reward { get; init; }

    /// <summary>How many conversations are wanted. Default: one for each data row, or 1 without data.</summary>
    [Between(1, 1_000_000)]
    public int? Conversations { get; init; }

    /// <summary>How long a worker has from accepting to submitting, from "30s" to "365d". Default: "30m".</summary>
    [DurationBetween("30s", "365d")]
    public TimeSpan AssignmentDuration { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long the task is offered to workers, from "30s" to "365d". Default: "7d".</summary>
    [DurationBetween("30s", "365d")]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>After what time submitted work that nobody reviewed is approved and paid, up to "30d". Default: "3d".</summary>
    [DurationBetween("0s", "30d")]
    public TimeSpan AutoApprovalDelay { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long a worker has for one answer when the script does not say, from "1s" to "30d". Default: "10m".</summary>
    [DurationBetween("1s", "30d")]
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Settings for the roles that the script names in Meet(...), by role. Default: every role has the standard page.</summary>
    public IReadOnlyDictionary<string, RoleConfig> Roles { get; init; } = ReadOnlyDictionary<string, RoleConfig>.Empty;

    /// <summary>The file with one row for each unit of work: .csv, .jsonl or .json. Default: data.jsonl, data.csv or data.json if there is one.</summary>
    [FileInTask]
    public string? Data { get; init; }

    /// <summary>The page that workers see before they accept. Default: title, description and instructions.</summary>
    [FileInTask]
    public string? Preview { get; init; }

    /// <summary>The test that comes before a worker's first conversation. It takes place if the script declares Onboard(...).</summary>
    public OnboardingConfig Onboarding { get; init; } = new();

    /// <summary>What a worker must have, or must not have, to take part. Default: everybody may.</summary>
    public IReadOnlyList<QualificationRule> Qualifications { get; init; } = [];

    /// <summary>The qualification that marks workers whom the script or the requester blocked; who has it does not see the task. Default: a block holds within the run only.</summary>
    public string? BlockQualification { get; init; }

    /// <summary>How much one worker may do, and how many may be here at once.</summary>
    public LimitsConfig Limits { get; init; } = new();

    /// <summary>How long workers wait for partners, and what they get if nobody comes.</summary>
    public WaitingConfig Waiting { get; init; } = new();

    /// <summary>When an absent worker counts as gone, and what follows from going too often.</summary>
    public DisconnectsConfig Disconnects { get; init; } = new();

    /// <summary>What workers get when a conversation ends early and it was not their doing.</summary>
    public PayConfig Pay { get; init; } = new();

    /// <summary>Whether only finished conversations count towards the number wanted, so that broken ones are replaced within the budget. Default: false, a broken one counts if somebody is paid for it.</summary>
    public bool CountComplete { get; init; }

    /// <summary>How many times the places needed are offered at once, from 1 to 3, so that a few leavers do not hold up a run. Default: 1.</summary>
    [Between(1, 3)]
    public double Overlaunch { get; init; } = 1;

    /// <summary>Height of the frame that shows the task within the crowd's page, in pixels; 0 lets the crowd fit it. Default: 650.</summary>
    [Between(0, 10_000)]
    public int FrameHeight { get; init; } = 650;

    /// <summary>Whether workers on a phone are asked to come back with a computer. Default: false.</summary>
    public bool BlockMobile { get; init; }

    /// <summary>Whether it is kept how answers are written: keys, pasted characters, leaving the page; never the keys themselves. Default: true.</summary>
    public bool Signals { get; init; } = true;
}
