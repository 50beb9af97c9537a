using System.Diagnostics;

namespace Crowdwork.Engine.Worlds;

/// <summary>Reads the script's own frames out of an exception.</summary>
internal sealed class ScriptFrames(string assemblyName, IReadOnlyDictionary<string, ColumnMap> columns)
{
    // A recursion without end has thousands. Its repetitions are told once, and nobody reads beyond these.
    private const int Most = 30;

    public IReadOnlyList<WorldFrame> Of(Exception exception)
    {
        var frames = new List<WorldFrame>();
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetMethod() is not { DeclaringType: { } type } method) continue;

            // By name and not by identity: this object outlives the generation and must not hold it.
            if (type.Assembly.GetName().Name != assemblyName) continue;

            var line = frame.GetFileLineNumber();
            var file = frame.GetFileName();
            if (line == 0 || file is null) continue;

            var column = columns.GetValueOrDefault(file, ColumnMap.Unchanged).ToAuthor(line - 1, frame.GetFileColumnNumber() - 1) + 1;
            var said = new WorldFrame(ScriptNames.Say(type, method.Name), file, line, column);
            if (frames.Count > 0 && frames[^1] == said) continue;

            frames.Add(said);
            if (frames.Count == Most) break;
        }

        return frames;
    }
}
