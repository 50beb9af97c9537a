namespace Crowdwork.Engine.Runs;

/// <summary>How one piece of work of a run stands. The names are those in the store.</summary>
public static class UnitState
{
    /// <summary>Nobody works on it, and somebody is to.</summary>
    public const string Open = "open";

    /// <summary>A conversation about it goes on.</summary>
    public const string Leased = "leased";

    /// <summary>A conversation about it came to its end.</summary>
    public const string Done = "done";

    /// <summary>A conversation about it broke off, and was paid for: it counts all the same.</summary>
    public const string Spent = "spent";
}

/// <summary>
/// Which pieces of work are free, taken and done. A unit is lent to one conversation at a time and comes back when that conversation ends without having used it up.
/// </summary>
/// <remarks>
/// <code>
///             Take                    finished
///   open ------------> leased ------------------------> done
///    ^                   |    broke off, and somebody is paid for it
///    |                   +----------------------------> spent     unless only complete ones count
///    +-------------------+
///        nobody is paid for it; or it broke off and only complete ones count
/// </code>
/// It knows no clock and no store. A wave holds the rest back: a pilot of five is the first five units.
/// </remarks>
public sealed class UnitBoard(int wanted, bool countComplete)
{
    private readonly string[] _states = [.. Enumerable.Repeat(UnitState.Open, wanted)];

    public int Wanted => _states.Length;

    /// <summary>How many units may be worked on, from the first on.</summary>
    public int Wave { get; set; } = wanted;

    public int Open => Count(UnitState.Open, Wave);

    public int Leased => Count(UnitState.Leased, Wanted);

    public int Done => Count(UnitState.Done, Wanted);

    public int Spent => Count(UnitState.Spent, Wanted);

    /// <summary>Units that count towards the number wanted.</summary>
    public int Counted => countComplete ? Done : Done + Spent;

    /// <summary>Whether all that this wave is for has been had. What is lent out may still come back.</summary>
    public bool IsComplete => Open == 0 && Leased == 0;

    public string StateOf(int unit) => _states[unit];

    /// <summary>Lends the first free unit out; null when there is none.</summary>
    public int? Take()
    {
        var unit = Array.IndexOf(_states, UnitState.Open, 0, Math.Min(Wave, Wanted));
        if (unit < 0) return null;
        _states[unit] = UnitState.Leased;
        return unit;
    }

    /// <summary>A conversation about it is open, from a former process.</summary>
    public void Lend(int unit)
    {
        if (IsUnit(unit)) _states[unit] = UnitState.Leased;
    }

    /// <summary>A conversation about it has ended. Returns the new state.</summary>
    /// <param name="unit">Which.</param>
    /// <param name="isPaidFor">Whether anybody is paid for what there was of it. What cost nothing is begun anew.</param>
    /// <param name="hasFinished">Whether its script came to its end.</param>
    public string Settle(int unit, bool isPaidFor, bool hasFinished)
    {
        if (!IsUnit(unit)) return UnitState.Done;
        // Once had, it stays had: an older conversation about it may be told of later.
        if (_states[unit] is UnitState.Done) return UnitState.Done;
        return _states[unit] = hasFinished ? UnitState.Done : isPaidFor && !countComplete ? UnitState.Spent : UnitState.Open;
    }

    private bool IsUnit(int unit) => unit >= 0 && unit < Wanted;

    private int Count(string state, int first) => _states.Take(first).Count(each => each == state);
}
