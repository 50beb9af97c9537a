using System.Text.Json;

namespace Crowdwork.Scripting.Bots;

/// <summary>The engine, as a bot's calls reach it. One instance for each worker that is played.</summary>
internal interface IBotHost
{
    string Name { get; }
    string Id { get; }
    Random Random { get; }
    DateTimeOffset Now { get; }

    /// <summary>What the page shows at this moment.</summary>
    BotView Page { get; }

    Task<BotPrompt?> Prompt(TimeSpan? within);

    /// <summary>What ends a wait that cannot be fulfilled any more.</summary>
    PartOver Over();

    /// <summary>Waits until the page shows something, or the part is over.</summary>
    Task WaitUntil(Func<BotView, bool> holds);

    Task<Message> Hear();
    Task<bool> Say(string text, BotHand hand);
    Task<bool> Fill(JsonElement fields);
    Task<bool> Answer();
    Task Think(TimeSpan time);
    Task<BotEnding> End();
    Task<BotEnding> Return();
    Task Disconnect();
    Task Reconnect();
    Task Reload();
    Task OpenSecondTab();

    /// <summary>After the end of a part, asks for another one. Completes when the server has taken the page back, or turned it away.</summary>
    Task TakePartAgain();
}

/// <summary>How a bot's words come into the page.</summary>
internal enum BotHand
{
    Typed,
    Pasted,
    Clicked,
}

/// <summary>A page at one moment.</summary>
internal sealed record BotView(
    string? Role, IReadOnlyList<Message> Messages, string? ShownPage, JsonElement? Shown, bool MayTalk, BotEnding? Ended, bool HasPassed = false);
