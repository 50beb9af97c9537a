using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Runs;

/// <summary>What the flags of a launch put in place of what config.json says; null leaves it.</summary>
public sealed record LaunchFlags
{
    public int? Conversations { get; init; }
    public decimal? Reward { get; init; }
    public bool? Unique { get; init; }
    public string? UniqueQualification { get; init; }
    public int? PerWorker { get; init; }
    public int? ConcurrentPerWorker { get; init; }
    public int? Connections { get; init; }
    public TimeSpan? TimePerDay { get; init; }
    public string? TimeQualification { get; init; }
    public bool? CountComplete { get; init; }
    public TimeSpan? AutoApprovalDelay { get; init; }
    public TimeSpan? AssignmentDuration { get; init; }
    public TimeSpan? Lifetime { get; init; }
    public int? MaxDisconnects { get; init; }
    public bool? HardBlock { get; init; }
    public string? DisconnectQualification { get; init; }
    public string? BlockQualification { get; init; }
    public int? MinMessages { get; init; }
    public double? Overlaunch { get; init; }

    public TaskConfig Over(TaskConfig config) => config with
    {
        Conversations = Conversations ?? config.Conversations,
        Reward = Reward ?? config.Reward,
        CountComplete = CountComplete ?? config.CountComplete,
        AutoApprovalDelay = AutoApprovalDelay ?? config.AutoApprovalDelay,
        AssignmentDuration = AssignmentDuration ?? config.AssignmentDuration,
        Lifetime = Lifetime ?? config.Lifetime,
        BlockQualification = BlockQualification ?? config.BlockQualification,
        Overlaunch = Overlaunch ?? config.Overlaunch,
        Pay = config.Pay with { MinMessages = MinMessages ?? config.Pay.MinMessages },
        Limits = config.Limits with
        {
            Unique = Unique ?? config.Limits.Unique,
            UniqueQualification = UniqueQualification ?? config.Limits.UniqueQualification,
            PerWorker = PerWorker ?? config.Limits.PerWorker,
            ConcurrentPerWorker = ConcurrentPerWorker ?? config.Limits.ConcurrentPerWorker,
            Connections = Connections ?? config.Limits.Connections,
            TimePerDay = TimePerDay ?? config.Limits.TimePerDay,
            TimeQualification = TimeQualification ?? config.Limits.TimeQualification,
        },
        Disconnects = config.Disconnects with
        {
            Max = MaxDisconnects ?? config.Disconnects.Max,
            Block = HardBlock ?? config.Disconnects.Block,
            Qualification = DisconnectQualification ?? config.Disconnects.Qualification,
        },
    };
}
