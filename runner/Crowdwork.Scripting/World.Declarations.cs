using System.Runtime.CompilerServices;

namespace Crowdwork.Scripting;

// What a script declares before its first await.
public sealed partial class World
{
    /// <summary>States how finished and unfinished work is to be judged.</summary>
    /// <param name="rule">
    /// Called once per worker and conversation with what is stored about it. It must be pure: it runs again over all stored work
    /// whenever the script changes, and nothing it does is remembered but the decision it returns.
    /// </param>
    /// <exception cref="InvalidOperationException">The rule was declared twice, or after the first <c>await</c>.</exception>
    /// <remarks>A rule that throws proposes <see cref="Decision.AskAHuman"/> with the error as the reason. Without a rule every finished part
    /// is proposed for approval and every other part is left to a human.</remarks>
    /// <example>
    /// <code>
    /// Review(part => part.Finished ? Decision.Approve("Complete") : Decision.AskAHuman("Stopped early"));
    /// </code>
    /// </example>
    public void Review(
        Func<Part, Decision> rule, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => _host.DeclareReview(rule, new CallSite(file, line));

    /// <summary>States what a worker must pass before they may wait for partners in this task.</summary>
    /// <param name="test">
    /// Runs with the worker alone, in a conversation of its own; returns <c>true</c> when they passed. The result is kept as a qualification,
    /// so nobody is asked twice.
    /// </param>
    /// <exception cref="InvalidOperationException">The test was declared twice, or after the first <c>await</c>.</exception>
    /// <remarks>How often a worker may try is <c>onboarding.retries</c> in config.json (default 0).</remarks>
    /// <example>
    /// <code>
    /// Onboard(async worker =>
    /// {
    ///     var reply = await worker.Ask("What is two plus two?", within: Minutes(2));
    ///     return reply.Text.Trim() == "4";
    /// });
    /// </code>
    /// </example>
    public void Onboard(
        Func<Worker, Task<bool>> test, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => _host.DeclareOnboarding(test, new CallSite(file, line));

    /// <summary>Gives a role to a function of this script: when <see cref="Meet(string, TimeSpan?, string, int)"/> asks for that role, the program takes the seat.</summary>
    /// <param name="role">The role it plays.</param>
    /// <param name="answer">Called for every prompt that the seat is given; its result is the seat's reply. It may use
    /// <see cref="Once"/> for anything from outside.</param>
    /// <exception cref="InvalidOperationException">The role already has a model, or the call came after the first <c>await</c>.</exception>
    /// <example>
    /// <code>
    /// Model("echo", async turn => $"You said: {turn.Prompt}");
    /// var (person, echo) = await Meet("person", "echo");
    /// var said = await person.Ask("Say something.");
    /// await person.Tell(await echo.Ask(said.Text));
    /// </code>
    /// </example>
    public void Model(
        string role, Func<ModelTurn, Task<string>> answer,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => _host.DeclareModel(role, answer, new CallSite(file, line));

    /// <summary>Gives a role to a chat-completions endpoint that <c>crowd.json</c> names.</summary>
    /// <param name="role">The role it plays.</param>
    /// <param name="endpoint">The endpoint's name under <c>models</c> in crowd.json.</param>
    /// <param name="instructions">The system message; none by default.</param>
    /// <exception cref="InvalidOperationException">The role already has a model, the endpoint is not in crowd.json, or the call came after the first <c>await</c>.</exception>
    /// <remarks>Its answers are journaled like anybody's: a replay never asks the endpoint again.</remarks>
    /// <example>
    /// <code>
    /// Model("seller", endpoint: "local-llm", instructions: "You sell a used bicycle. Be brief.");
    /// var (buyer, seller) = await Meet("buyer", "seller");
    /// var offer = await buyer.Ask("Make an offer.");
    /// await buyer.Tell(await seller.Ask(offer.Text));
    /// </code>
    /// </example>
    public void Model(
        string role, string endpoint, string? instructions = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => _host.DeclareModel(role, endpoint, instructions, new CallSite(file, line));
}
