using System.Diagnostics;

namespace Crowdwork.Engine.Worlds;

/// <summary>Reads the script's own frames out of an exception.</summary>
internal sealed class ScriptFrames(string assemblyName, IReadOnlyDictionary<string, ColumnMap> columns)
{
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
            var said = new WorldFrame(ScriptNames.Say(Around(type), method.Name), file, line, column);

            // A function that waits appears twice when it fails before its first wait: once as itself, once as its MoveNext.
            if (frames.Count > 0 && frames[^1].Name == said.Name && frames[^1].Line == said.Line && frames[^1].Column == said.Column
                && method.Name == "MoveNext") continue;
            frames.Add(said);
        }

        return frames;
    }

    private static List<string> Around(Type type)
    {
        var names = new List<string>();
        for (var current = type; current is not null; current = current.DeclaringType) names.Insert(0, current.Name);
        return names;
    }
}
