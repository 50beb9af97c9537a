namespace Crowdwork.Marketplace.Faults;

/// <summary>
/// Trouble on demand: everything that a marketplace far away does now and then, here when it is asked for. It decides only; whoever asks
/// carries it out.
/// </summary>
internal sealed class FaultPlan
{
    // Calls ask from many threads, and both the dice and the counters have to be theirs one at a time.
    private readonly Lock _gate = new();
    private FaultSettings _settings = FaultSettings.None;
    private Random _dice = new(FaultSettings.None.Seed);
    private int?[] _left = [];

    public FaultSettings Settings
    {
        get
        {
            lock (_gate)
                return _settings;
        }

        set
        {
            lock (_gate)
            {
                _settings = value;
                _dice = new Random(value.Seed);
                _left = [.. value.Calls.Select(rule => rule.Times)];
            }
        }
    }

    public bool ReuseAssignmentIds => Settings.ReuseAssignmentIds;

    public bool TrailingEmptyPage => Settings.TrailingEmptyPage;

    public long SubmissionDelayMilliseconds => Settings.SubmissionsVisibleAfterMilliseconds;

    /// <summary>The first rule that strikes this call, or null.</summary>
    public FaultRule? Strike(string operation)
    {
        lock (_gate)
        {
            for (var index = 0; index < _settings.Calls.Count; index++)
            {
                var rule = _settings.Calls[index];
                if ((rule.Operation != "*" && rule.Operation != operation) || _left[index] == 0 || !Rolls(rule.Rate))
                    continue;
                _left[index]--;
                return rule;
            }

            return null;
        }
    }

    public bool LosesNotification() => Happens(settings => settings.MissingNotifications);

    public bool DuplicatesNotification() => Happens(settings => settings.DuplicateNotifications);

    public bool ReordersNotification() => Happens(settings => settings.ReorderedNotifications);

    private bool Happens(Func<FaultSettings, double> rate)
    {
        lock (_gate)
            return Rolls(rate(_settings));
    }

#pragma warning disable CA5394 // Dice for rehearsals, not secrets.
    private bool Rolls(double rate) => rate > 0 && (rate >= 1 || _dice.NextDouble() < rate);
#pragma warning restore CA5394
}
