using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Worlds;

/// <summary>What came of compiling a world.</summary>
/// <param name="World">Ready to run; null when there are errors. Whoever asked for the build disposes of it.</param>
/// <param name="Problems">Everything to mend, and warnings; in the order of the text.</param>
/// <param name="Files">What to watch: the script, all that it loads and refers to, and what it asked for in vain. Full paths, the script first.</param>
/// <param name="Took">From reading the file to being ready to run.</param>
/// <param name="FromCache">Whether an earlier result on disk was used.</param>
/// <param name="LooksHalfSaved">Whether nothing but the syntax is wrong, as in a file that an editor is still writing: wait for quiet before believing it.</param>
public sealed record WorldBuild(
    LoadedWorld? World,
    IReadOnlyList<Problem> Problems,
    IReadOnlyList<string> Files,
    TimeSpan Took,
    bool FromCache,
    bool LooksHalfSaved);
