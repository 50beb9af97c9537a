namespace Crowdwork.Engine.Store;

public abstract partial record Projection
{
    /// <summary>A run goes to a crowd. Said again it changes nothing: a run keeps the terms it began with.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="Crowd">The name of the crowd, as crowd.json has it.</param>
    /// <param name="Snapshot">The content hash of the frozen task.</param>
    /// <param name="HitType">The crowd's id for the kind of work that all HITs of the run share.</param>
    /// <param name="CapCents">What the run may spend, fees included.</param>
    /// <param name="AtUnixMs">When.</param>
    public sealed record LaunchBegun(RunId Run, string Crowd, string Snapshot, string HitType, long CapCents, long AtUnixMs) : Projection;

    /// <summary>How a unit of a run stands now.</summary>
    public sealed record UnitSet(RunId Run, int Unit, string State, long AtUnixMs) : Projection;

    /// <summary>A HIT will be posted. Said again it changes nothing.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="Place">Which of the run's places it offers, from 0.</param>
    /// <param name="Generation">How often a HIT for this place was refused and begun anew, from 0.</param>
    /// <param name="Token">By which the crowd recognises the call.</param>
    /// <param name="AtUnixMs">When.</param>
    public sealed record HitIntended(RunId Run, int Place, int Generation, string Token, long AtUnixMs) : Projection;

    /// <summary>The crowd has a HIT and calls it so.</summary>
    public sealed record HitPosted(RunId Run, int Place, int Generation, string Hit, long AtUnixMs) : Projection;

    /// <summary>The crowd will not have a HIT, for a reason that trying again does not mend.</summary>
    public sealed record HitRefused(RunId Run, int Place, int Generation, string Why, long AtUnixMs) : Projection;

    /// <summary>A HIT that was posted is off the market for good.</summary>
    public sealed record HitClosed(RunId Run, int Place, int Generation, string Why, long AtUnixMs) : Projection;

    /// <summary>A line of the ledger. The file refuses one that contradicts an earlier line; the whole commit then fails.</summary>
    /// <param name="Run">The run that pays.</param>
    /// <param name="Payment">Names the payment; the same name is the same payment, and is paid once.</param>
    /// <param name="Attempt">From 1; the next one only after the last was refused.</param>
    /// <param name="Step"><see cref="LedgerStep"/>.</param>
    /// <param name="Kind"><see cref="LedgerKind"/>.</param>
    /// <param name="Cents">How much, always positive; a refund is what came back.</param>
    /// <param name="Worker">To whom, where it is to somebody.</param>
    /// <param name="Assignment">For what, where it is for something.</param>
    /// <param name="Detail">The reason, or why it was refused.</param>
    /// <param name="AtUnixMs">When.</param>
    public sealed record LedgerWritten(
        RunId Run, string Payment, int Attempt, string Step, string Kind, long Cents, WorkerId? Worker, string? Assignment, string? Detail, long AtUnixMs) : Projection;
}

/// <summary>How a HIT of a run stands.</summary>
public static class HitState
{
    /// <summary>It is about to be posted. Whether the crowd has it is not known.</summary>
    public const string Intended = "intended";

    public const string Posted = "posted";

    /// <summary>The crowd will not have it.</summary>
    public const string Refused = "refused";

    /// <summary>It was posted and is off the market.</summary>
    public const string Closed = "closed";
}

/// <summary>What a line of the ledger says of its payment.</summary>
public static class LedgerStep
{
    /// <summary>It will be made: written before the crowd is asked.</summary>
    public const string Intent = "intent";

    /// <summary>The crowd says that it is made.</summary>
    public const string Confirmed = "confirmed";

    /// <summary>The crowd says that it is not made, and will not be by this attempt.</summary>
    public const string Refused = "refused";
}

/// <summary>What is paid, or comes back.</summary>
public static class LedgerKind
{
    public const string Reward = "reward";
    public const string Bonus = "bonus";
    public const string Fee = "fee";

    /// <summary>Money that the crowd gave back.</summary>
    public const string Refund = "refund";
}
