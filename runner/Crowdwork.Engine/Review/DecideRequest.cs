using System.Text.Json;
using Crowdwork.Engine.Runs.Payments;

namespace Crowdwork.Engine.Review;

/// <summary>
/// What somebody wants done in a run: the same from the command line, from the review page, and over the wire to the process that holds the store.
/// </summary>
/// <remarks>
/// As JSON it is posted to <c>/api/decide</c> of that process, with its token in the header <c>X-Operator-Token</c>; the reply is a <see cref="DecideAnswer"/>. The file
/// <c>operator.json</c> beside the store names address and token (<see cref="OperatorFile"/>).
/// </remarks>
public sealed record DecideRequest
{
    /// <summary>The act that only pays what is due, and decides nothing more than the rule and config.json do.</summary>
    public const string PayAct = "pay";

    public required string Run { get; init; }

    /// <summary>One of <see cref="Store.DecisionAct"/>, or <see cref="PayAct"/>.</summary>
    public required string Act { get; init; }

    /// <summary>Who wants it: a name for the log.</summary>
    public required string By { get; init; }

    /// <summary>Which parts.</summary>
    public IReadOnlyList<string> Assignments { get; init; } = [];

    /// <summary>Whose: with parts, to tell two who came with one assignment apart; without, the whole worker.</summary>
    public string? Worker { get; init; }

    /// <summary>All parts that match.</summary>
    public ReviewFilter? All { get; init; }

    /// <summary>All parts that wait and for which the task's rule proposes just this.</summary>
    public bool AllProposed { get; init; }

    /// <summary>The reason. Whoever is rejected, blocked or given a bonus reads it.</summary>
    public string? Because { get; init; }

    /// <summary>Of which payment something came back: its name in the ledger.</summary>
    public string? Payment { get; init; }

    /// <summary>Of a bonus, a compensation or a refund its key, of a grant the qualification.</summary>
    public string? Name { get; init; }

    /// <summary>Of a bonus, a compensation or a refund the amount in dollars, of a grant the value.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Whether only to say what would be done.</summary>
    public bool DryRun { get; init; }

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);
}

/// <summary>Why something cannot be decided: where, what, and what to do.</summary>
public sealed record DecideProblem(string Where, string What, string WhatToDo)
{
    public override string ToString() => $"{Where}: {What}\n  {WhatToDo}";
}

/// <summary>Something that was done, or was to be.</summary>
/// <param name="Outcome"><see cref="PayOutcome"/> in camel case; <c>due</c> in a dry run.</param>
/// <param name="Cost">In dollars, fees included.</param>
public sealed record DecideLine(string Worker, string? Assignment, string Act, string Outcome, decimal Cost, string Because, string? Detail);

/// <summary>What came of a <see cref="DecideRequest"/>.</summary>
/// <param name="Problems">Why nothing was decided: all at once. Empty when it was.</param>
/// <param name="Decided">How many decisions went into the log.</param>
/// <param name="Lines">What was carried out, or waits.</param>
/// <param name="Halted">Why paying stopped; what was decided stays, and is carried out later.</param>
/// <param name="Left">What the run may still spend, in dollars.</param>
public sealed record DecideAnswer(IReadOnlyList<DecideProblem> Problems, int Decided, IReadOnlyList<DecideLine> Lines, string? Halted, decimal Left)
{
    public bool IsDone => Problems.Count == 0 && Halted is null;

    public static DecideAnswer Refused(params IReadOnlyList<DecideProblem> problems) => new(problems, 0, [], null, 0);
}
