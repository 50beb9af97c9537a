using System.Text.Json;

namespace Crowdwork.Engine.Bots;

/// <summary>Where a bot's lines lead: to a server over a socket, or straight into a rehearsal of this process.</summary>
internal interface IBotDoor
{
    /// <summary>The signed session, which the first frame of a line carries.</summary>
    string Token { get; }

    /// <summary>Whether every frame that has come was heard, as far as can be known from here.</summary>
    bool IsQuiet { get; }

    /// <summary>Opens a line.</summary>
    /// <param name="hear">Gets each frame, one at a time and in order, from any thread.</param>
    /// <returns>The line; null when the server cannot be reached at the moment.</returns>
    Task<IBotLine?> Open(Action<JsonElement> hear);
}

/// <summary>One line between a bot's page and the server.</summary>
internal interface IBotLine
{
    /// <summary>Completes when the line is over: with the code of the protocol, or null for a line that just broke.</summary>
    Task<int?> Closed { get; }

    /// <summary>Sends a frame. On a line that is over it does nothing: what matters is sent again on the next one.</summary>
    ValueTask Send(ReadOnlyMemory<byte> frame);

    /// <summary>Ends the line without a word, as a page that is closed does.</summary>
    void Break();
}
