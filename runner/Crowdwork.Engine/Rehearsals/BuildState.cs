using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Rehearsals;

/// <summary>The last build of a task.</summary>
/// <param name="State"><c>ok</c>, <c>failed</c>, or <c>building</c> before the first one has ended.</param>
/// <param name="Took">From reading the files to conversations that go on under them.</param>
/// <param name="FromCache">Whether the compiled script was found on disk.</param>
/// <param name="Generation">How often a build has succeeded.</param>
/// <param name="At">When it ended.</param>
/// <param name="Problems">What is wrong, in files as the author would name them.</param>
public sealed record BuildState(
    string State, TimeSpan Took, bool FromCache, int Generation, DateTimeOffset At, IReadOnlyList<Problem> Problems)
{
    public static BuildState None { get; } = new("building", TimeSpan.Zero, false, 0, DateTimeOffset.MinValue, []);
}

/// <summary>What a reload did to the open conversations.</summary>
/// <param name="At">When.</param>
/// <param name="Kept">How many went on without a difference that mattered.</param>
/// <param name="SetAside">How many messages no longer fitted.</param>
/// <param name="Notes">What changed, conversation by conversation.</param>
public sealed record Changes(DateTimeOffset At, int Kept, int SetAside, IReadOnlyList<string> Notes);
