using System.Text.Json;

namespace Crowdwork.Engine.Bots.Scenarios;

/// <summary>
/// A test of a world, written by its author: who plays, what they say, and what is expected to come of it.
/// </summary>
/// <remarks>
/// <code>
///   scenarios/found.json --ScenarioReader--> Scenario --ScenarioRun--> differences between what was expected and what came
/// </code>
/// docs/bots.md describes the file.
/// </remarks>
/// <param name="Name">The file's name without its ending.</param>
/// <param name="Row">The data row, from 1.</param>
/// <param name="Seed">Where the chance of the conversation and of the bots begins.</param>
/// <param name="Players">In the order in which they come.</param>
/// <param name="Onboarding">What everybody says in the test before their first conversation.</param>
/// <param name="Expected">What has to come of it.</param>
internal sealed record Scenario(
    string Name, int Row, int Seed, IReadOnlyList<ScenarioPlayer> Players, IReadOnlyList<ScenarioStep> Onboarding, ScenarioOutcome Expected);

/// <summary>Somebody who takes part.</summary>
/// <param name="Role">The role for which this is meant.</param>
/// <param name="Bot">The bot that plays; null when the steps say it all.</param>
/// <param name="Steps">What they say and do, in order.</param>
/// <param name="Onboarding">What they say in the test, in place of what everybody says; null for the same.</param>
/// <param name="Has">The qualifications that they have before they come.</param>
/// <param name="Comes">How long after the beginning they come.</param>
internal sealed record ScenarioPlayer(
    string Role, string? Bot, IReadOnlyList<ScenarioStep> Steps, IReadOnlyList<ScenarioStep>? Onboarding, IReadOnlyDictionary<string, int> Has, TimeSpan Comes);

/// <summary>One thing that a player does.</summary>
internal abstract record ScenarioStep
{
    /// <summary>Says a text, or chooses an option.</summary>
    /// <param name="Text">What.</param>
    /// <param name="Refused">A part of the complaint, when it is not to be accepted.</param>
    public sealed record Say(string Text, string? Refused) : ScenarioStep;

    /// <summary>Fills in a form or answers a page.</summary>
    /// <param name="Fields">An object.</param>
    /// <param name="Refused">A part of the complaint, when it is not to be accepted.</param>
    public sealed record Fill(JsonElement Fields, string? Refused) : ScenarioStep;

    /// <summary>Lets time pass.</summary>
    /// <param name="Time">How long.</param>
    public sealed record Wait(TimeSpan Time) : ScenarioStep;

    /// <summary>Does something with the page.</summary>
    /// <param name="Act">What.</param>
    public sealed record Do(PageAct Act) : ScenarioStep;
}

/// <summary>What can be done with a page besides answering.</summary>
internal enum PageAct
{
    Return,
    Disconnect,
    Reconnect,
    Reload,
    SecondTab,
    BeSilent,

    /// <summary>After the end of a part: asks for another one.</summary>
    Again,
}

/// <summary>What is expected. What is null is not looked at.</summary>
/// <param name="Endings">By role, in the order of the players: the state in which each part ends.</param>
/// <param name="Saved">What was saved, in order.</param>
/// <param name="Decisions">By role: what the review rule proposes.</param>
/// <param name="Told">By role: texts that they were told, each somewhere in what was said to them.</param>
/// <param name="Qualifications">By role: the qualifications that they have afterwards.</param>
/// <param name="Fault">A part of the fault's message; null when there must be none.</param>
internal sealed record ScenarioOutcome(
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Endings, IReadOnlyList<ExpectedSave>? Saved, IReadOnlyDictionary<string, IReadOnlyList<ExpectedDecision>>? Decisions,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Told, IReadOnlyDictionary<string, IReadOnlyList<JsonElement>>? Qualifications, string? Fault);

/// <param name="Type">The record's name; null for any.</param>
/// <param name="Role">Whose it is; null when it is not looked at.</param>
/// <param name="Data">What it holds, with wildcards.</param>
/// <param name="Times">How many such rows follow each other.</param>
internal sealed record ExpectedSave(string? Type, string? Role, JsonElement Data, int Times);

/// <param name="Verdict">approve, reject or askAHuman.</param>
/// <param name="Because">The reason, with wildcards; null for any.</param>
/// <param name="Bonus">In US dollars; null for any.</param>
internal sealed record ExpectedDecision(string Verdict, string? Because, decimal? Bonus);
