using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.CompilerServices;

namespace Crowdwork.Engine.Worlds;

/// <summary>
/// Finds the <c>await</c> that a continuation belongs to, for the message that names it.
/// </summary>
/// <remarks>
/// <code>
///   state of the post --> Action --> box --> state machine --> number of the await
///   symbols of MoveNext: number of the await --> offset in the code --> line and column
/// </code>
/// The way through the box is the runtime's own business and may change; when it cannot be followed, the script as a whole is named.
/// </remarks>
internal sealed class ForeignAwait(
    string assemblyName, byte[] symbols, IReadOnlyDictionary<string, ColumnMap> columns, string script)
{
    // "Async method stepping information" in the specification of portable symbols.
    private static readonly Guid Stepping = new("54FD2AC5-E925-401A-9C2A-F94F171072F8");

    private const int MostCallers = 4;

    private const string Message =
        "The script awaits something that does not come from the conversation, so a replay could not repeat it. " +
        "Put it into Once(\"name\", async ct => ...), or await Pause, Ask, Next, FirstOf or All instead.";

    public WorldFault Find(object? continuationState)
    {
        var (machine, task) = StateMachine(continuationState, depth: 0);
        // FirstOf and All wait on behalf of the script; it is their caller's await that the author knows.
        for (var callers = 0; callers < MostCallers && machine is not null && !IsOfScript(machine); callers++)
            (machine, task) = StateMachine(WhoAwaits(task), depth: 0);
        if (machine is null || !IsOfScript(machine)) return Somewhere();

        var frame = Place(machine);
        return frame is null ? Somewhere() : new WorldFault(Message, frame.File, frame.Line, frame.Column, [frame]);
    }

    private WorldFault Somewhere() => new(Message, script, 0, 0, []);

    private bool IsOfScript(IAsyncStateMachine machine) => machine.GetType().Assembly.GetName().Name == assemblyName;

    private static object? WhoAwaits(Task? task)
        => task is null ? null : Fields(task.GetType()).FirstOrDefault(field => field.Name == "m_continuationObject")?.GetValue(task);

    private static (IAsyncStateMachine? Machine, Task? Task) StateMachine(object? from, int depth)
    {
        switch (from)
        {
            case null: return default;
            case IAsyncStateMachine machine: return (machine, null);
            case Delegate { Target: { } target }: return StateMachine(target, depth);
        }

        if (depth == 3) return default;
        foreach (var field in Fields(from.GetType()))
        {
            if (field.FieldType.IsPrimitive || field.FieldType == typeof(string)) continue;
            if (field.Name != "StateMachine" && !typeof(Delegate).IsAssignableFrom(field.FieldType) && field.FieldType != typeof(object))
                continue;
            if (StateMachine(field.GetValue(from), depth + 1) is { Machine: not null } found) return found.Task is null ? (found.Machine, from as Task) : found;
        }

        return default;
    }

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (var current = type; current is not null && current != typeof(object); current = current.BaseType)
        {
            foreach (var field in current.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                yield return field;
        }
    }

    private WorldFrame? Place(IAsyncStateMachine machine)
    {
        var type = machine.GetType();
        if (type.GetField("<>1__state")?.GetValue(machine) is not int state || state < 0) return null;

        var moveNext = type.GetMethod("MoveNext", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        if (moveNext is null) return null;

        using var provider = MetadataReaderProvider.FromPortablePdbImage(ImmutableArray.Create(symbols));
        var reader = provider.GetMetadataReader();
        var method = ((MethodDefinitionHandle)MetadataTokens.EntityHandle(moveNext.MetadataToken)).ToDebugInformationHandle();
        var yields = Yields(reader, method.ToDefinitionHandle());
        if (state >= yields.Count) return null;

        var point = reader.GetMethodDebugInformation(method).GetSequencePoints()
            .Where(point => !point.IsHidden && point.Offset <= yields[state])
            .Select(point => (SequencePoint?)point).LastOrDefault();
        if (point is not { } place) return null;

        var file = reader.GetString(reader.GetDocument(place.Document).Name);
        var column = columns.GetValueOrDefault(file, ColumnMap.Unchanged).ToAuthor(place.StartLine - 1, place.StartColumn - 1) + 1;
        return new WorldFrame(ScriptNames.Say(type, "MoveNext"), file, place.StartLine, column);
    }

    private static List<int> Yields(MetadataReader reader, MethodDefinitionHandle method)
    {
        var yields = new List<int>();
        foreach (var handle in reader.GetCustomDebugInformation(method))
        {
            var information = reader.GetCustomDebugInformation(handle);
            if (reader.GetGuid(information.Kind) != Stepping) continue;

            var blob = reader.GetBlobReader(information.Value);
            blob.ReadUInt32(); // the catch handler
            while (blob.RemainingBytes > 0)
            {
                yields.Add((int)blob.ReadUInt32());
                blob.ReadUInt32(); // where it goes on
                blob.ReadCompressedInteger(); // in which method: always this one
            }
        }

        yields.Sort();
        return yields;
    }
}
