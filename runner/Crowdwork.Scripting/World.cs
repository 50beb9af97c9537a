using System.ComponentModel;

namespace Crowdwork.Scripting;

/// <summary>
/// Everything that a <c>world.csx</c> can call by its bare name: meeting workers, saving data, time and chance.
/// </summary>
/// <remarks>
/// <para>
/// A world is a script that runs from top to bottom once per conversation. Waiting is <c>await</c>. Whatever comes from
/// outside (an answer, a departure, the passing of time, the result of a web request) is written to the conversation's
/// journal before the script learns of it, so that the same script over the same journal always does the same:
/// </para>
/// <code>
///   world.csx  --Ask, Tell, Show, Save-->  journal  --> worker pages
///              &lt;--Reply, WorkerLeft----   journal  &lt;-- worker pages
/// </code>
/// <para>
/// That is why a restart resumes a conversation where it was, and why saving the file replays it under the new script
/// with everybody still in their seats. It is also why a script takes time and chance from here
/// (<see cref="Now"/>, <see cref="Pause"/>, <see cref="Random"/>, <see cref="NewId"/>, <see cref="Once"/>) and not from .NET.
/// </para>
/// <para>Not safe for use from several threads; a world needs none.</para>
/// </remarks>
/// <example>
/// <code>
/// var asker = await Meet();
/// var question = await asker.Ask("What would you like to know?", within: Minutes(5));
/// Save(new { question.Text });
/// </code>
/// </example>
public sealed partial class World
{
    private readonly IWorldHost _host;

    internal World(IWorldHost host) => _host = host;

    /// <summary>For worlds that are part of the engine.</summary>
    internal IWorldHost Host => _host;

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override string ToString() => "World";
}
