using Microsoft.CodeAnalysis;

namespace Crowdwork.Engine.Worlds.Translation;

/// <summary>What is refused, why, and what to write instead. One line each; the tests go through all of them.</summary>
internal static class ForbiddenTable
{
    /// <param name="Type">The type's full name in metadata.</param>
    /// <param name="Member">The member, <c>.ctor</c> for making one, or null for the type as a whole.</param>
    /// <param name="Why">Ends a sentence that begins with the name.</param>
    /// <param name="Instead">What to write.</param>
    /// <param name="InOnce">Whether it may be used in the function that is given to <c>Once</c>.</param>
    /// <param name="When">Which overloads are meant; all by default.</param>
    internal sealed record Rule(
        string Type, string? Member, string Why, string Instead, bool InOnce = true, Func<IMethodSymbol, bool>? When = null);

    internal const string Tasks = "System.Threading.Tasks.";

    internal const string ReadsClock = "reads the computer's clock; a replay would see another time";
    internal const string IsChance = "is different in every replay";
    internal const string WaitsByItself = "waits by the computer's clock, which a replay cannot repeat";
    internal const string Blocks = "blocks the conversation, so that what it waits for can never happen";
    internal const string LeavesTheConversation = "goes on outside of the conversation's order of events, which a replay cannot repeat";
    internal const string ReachesOutside = "reaches outside of the conversation, and a replay would do it again";
    internal const string EndsEverything = "ends the whole program, with all conversations in it";
    internal const string DiffersByProcess = "is different in every run of the program";
    internal const string IsNotForScripts = "is not for scripts";

    internal const string UseNow = "Use `Now`, the time of the event that the script is answering.";
    internal const string UseElapsed = "Take `Now` before and after, and subtract; `Reply.Took` has the time of an answer.";
    internal const string UseRandom = "Use `Random`, which draws the same numbers in every replay of a conversation.";
    internal const string UseNewId = "Use `NewId()`, which is the same in every replay of a conversation.";
    internal const string UsePause = "Use `await Pause(Seconds(3))`; to limit an answer's time, `within:`.";
    internal const string UseWithin = "Limit the time of an answer with `within:`, or wait with `await Pause(...)`.";
    internal const string UseAwait = "Write `await` in front of it instead.";
    internal const string UsePlainCall = "Call the function directly, and `await` it if it waits. A conversation is one thread of events and needs no other.";
    internal const string UseAll = "Use `await All(...)` to wait for several things, `await FirstOf(...)` for whichever comes first.";
    internal const string UseOnce = "Put it into `await Once(\"name\", async ct => ...)`, which does it once and keeps the result.";
    internal const string UseReturn = "To end this conversation, `return` from the top level, or let an exception through.";
    internal const string UseValues = "Compare the values themselves, or number them in the order in which they come.";
    internal const string UseSave = "Use `Save(...)` to keep something, `Tell` to say it to a worker.";
    internal const string LeaveOut = "Leave it out; a world needs only what Crowdwork and the usual libraries of C# offer.";

    internal static readonly Rule[] Rules =
    [
        // Time
        new("System.DateTime", "Now", ReadsClock, UseNow),
        new("System.DateTime", "UtcNow", ReadsClock, UseNow),
        new("System.DateTime", "Today", ReadsClock, "Use `Now.Date`."),
        new("System.DateTimeOffset", "Now", ReadsClock, UseNow),
        new("System.DateTimeOffset", "UtcNow", ReadsClock, UseNow),
        new("System.TimeProvider", null, ReadsClock, UseNow),
        new("System.TimeZoneInfo", "Local", "is wherever the computer stands", "Use `Now`, which is in UTC, and name the time zone that you mean."),
        new("System.Diagnostics.Stopwatch", null, ReadsClock, UseElapsed),
        new("System.Environment", "TickCount", ReadsClock, UseElapsed),
        new("System.Environment", "TickCount64", ReadsClock, UseElapsed),

        // Chance
        new("System.Guid", "NewGuid", IsChance, UseNewId),
        new("System.Guid", "CreateVersion7", IsChance, UseNewId),
        new("System.Random", ".ctor", IsChance, UseRandom),
        new("System.Random", "Shared", IsChance, UseRandom),
        new("System.Linq.Enumerable", "Shuffle", IsChance, "Use `Random.Shuffle(array)`, which shuffles alike in every replay."),
        new("System.IO.Path", "GetRandomFileName", IsChance, UseNewId),
        new("System.IO.Path", "GetTempFileName", ReachesOutside, UseOnce),

        // Waiting
        new(Tasks + "Task", "Delay", WaitsByItself, UsePause),
        new("System.Threading.PeriodicTimer", null, WaitsByItself, UsePause),
        new("System.Threading.Timer", null, WaitsByItself, UsePause, InOnce: false),
        new("System.Threading.CancellationTokenSource", ".ctor", WaitsByItself, UseWithin, When: Takes(1)),
        new("System.Threading.CancellationTokenSource", "CancelAfter", WaitsByItself, UseWithin),
        new(Tasks + "Task", "WaitAsync", WaitsByItself, UseWithin, When: TakesTime),
        new(Tasks + "Task`1", "WaitAsync", WaitsByItself, UseWithin, When: TakesTime),
        new("System.Threading.SemaphoreSlim", "WaitAsync", WaitsByItself, UseWithin, When: TakesTime),

        // Other threads
        new(Tasks + "Task", "Run", LeavesTheConversation, UsePlainCall),
        new(Tasks + "Task", "WhenEach", LeavesTheConversation, UseAll),
        new(Tasks + "Task", "Factory", LeavesTheConversation, UsePlainCall),
        new(Tasks + "Task`1", "Factory", LeavesTheConversation, UsePlainCall),
        new(Tasks + "Task", "ContinueWith", LeavesTheConversation, "Write what comes after it behind an `await`."),
        new(Tasks + "Task`1", "ContinueWith", LeavesTheConversation, "Write what comes after it behind an `await`."),
        new(Tasks + "Task", "ConfigureAwait", LeavesTheConversation, "Leave `ConfigureAwait` out."),
        new(Tasks + "Task`1", "ConfigureAwait", LeavesTheConversation, "Leave `ConfigureAwait` out."),
        new(Tasks + "ValueTask", "ConfigureAwait", LeavesTheConversation, "Leave `ConfigureAwait` out."),
        new(Tasks + "ValueTask`1", "ConfigureAwait", LeavesTheConversation, "Leave `ConfigureAwait` out."),
        new(Tasks + "TaskAsyncEnumerableExtensions", "ConfigureAwait", LeavesTheConversation, "Leave `ConfigureAwait` out."),
        new(Tasks + "TaskFactory", null, LeavesTheConversation, UsePlainCall),
        new(Tasks + "TaskScheduler", null, LeavesTheConversation, UsePlainCall),
        new("System.Threading.Thread", null, LeavesTheConversation, UsePlainCall, InOnce: false),
        new("System.Threading.Thread", "Sleep", Blocks, UsePause, InOnce: false),
        new("System.Threading.ThreadPool", null, LeavesTheConversation, UsePlainCall, InOnce: false),
        new("System.Threading.SynchronizationContext", null, LeavesTheConversation, UsePlainCall, InOnce: false),
        new("System.Threading.ExecutionContext", null, LeavesTheConversation, UsePlainCall, InOnce: false),

        // Blocking
        new(Tasks + "Task`1", "Result", Blocks, UseAwait),
        new(Tasks + "ValueTask`1", "Result", Blocks, UseAwait),
        new(Tasks + "Task", "Wait", Blocks, UseAwait),
        new(Tasks + "Task", "WaitAll", Blocks, UseAll),
        new(Tasks + "Task", "WaitAny", Blocks, UseAll),
        new(Tasks + "Task", "GetAwaiter", Blocks, UseAwait),
        new(Tasks + "Task`1", "GetAwaiter", Blocks, UseAwait),
        new(Tasks + "ValueTask", "GetAwaiter", Blocks, UseAwait),
        new(Tasks + "ValueTask`1", "GetAwaiter", Blocks, UseAwait),
        new(Tasks + "Task", "RunSynchronously", Blocks, UsePlainCall),
        new("System.Threading.SemaphoreSlim", "Wait", Blocks, "Use `await` with `WaitAsync()`."),
        new("System.Threading.SemaphoreSlim", "AvailableWaitHandle", Blocks, "Use `await` with `WaitAsync()`."),
        new("System.Threading.Monitor", null, Blocks, UsePlainCall),
        new("System.Threading.SpinWait", null, Blocks, UsePause),
        new("System.Threading.SpinLock", null, Blocks, UsePlainCall),
        new("System.Threading.Mutex", null, Blocks, UsePlainCall),
        new("System.Threading.Semaphore", null, Blocks, UsePlainCall),
        new("System.Threading.WaitHandle", null, Blocks, UsePlainCall),
        new("System.Threading.EventWaitHandle", null, Blocks, UsePlainCall),
        new("System.Threading.ManualResetEvent", null, Blocks, UsePlainCall),
        new("System.Threading.ManualResetEventSlim", null, Blocks, UsePlainCall),
        new("System.Threading.AutoResetEvent", null, Blocks, UsePlainCall),
        new("System.Threading.CountdownEvent", null, Blocks, UsePlainCall),
        new("System.Threading.Barrier", null, Blocks, UsePlainCall),
        new("System.Threading.ReaderWriterLockSlim", null, Blocks, UsePlainCall),
        new("System.Collections.Concurrent.BlockingCollection`1", null, Blocks, "Use a `Queue<T>`."),
        new("System.Linq.Enumerable", "InfiniteSequence", "never ends, and no guard can reach into it", "Count in a loop of your own."),

        // Hashes
        new("System.HashCode", null, DiffersByProcess, UseValues),
        new("System.StringComparer", "GetHashCode", DiffersByProcess, UseValues),
        new("System.Collections.Generic.EqualityComparer`1", "GetHashCode", DiffersByProcess, UseValues),
        new("System.Collections.Hashtable", null, "lists its contents in another order in every run of the program", "Use a `Dictionary<TKey, TValue>`."),
        new("System.Runtime.CompilerServices.RuntimeHelpers", "GetHashCode", DiffersByProcess, UseValues),

        // Outside
        new("System.Console", null, "has no reader: a conversation has no console", UseSave, InOnce: false),
        new("System.IO.File", null, ReachesOutside, UseOnce),
        new("System.IO.FileInfo", null, ReachesOutside, UseOnce),
        new("System.IO.FileStream", null, ReachesOutside, UseOnce),
        new("System.IO.Directory", null, ReachesOutside, UseOnce),
        new("System.IO.DirectoryInfo", null, ReachesOutside, UseOnce),
        new("System.IO.RandomAccess", null, ReachesOutside, UseOnce),
        new("System.IO.StreamReader", ".ctor", ReachesOutside, UseOnce, When: TakesPath),
        new("System.IO.StreamWriter", ".ctor", ReachesOutside, UseOnce, When: TakesPath),
        new("System.IO.Path", "Exists", ReachesOutside, UseOnce),
        new("System.IO.Path", "GetTempPath", ReachesOutside, UseOnce),
        new("System.Net.Http.HttpClient", null, ReachesOutside, UseOnce),
        new("System.Net.Http.HttpMessageInvoker", null, ReachesOutside, UseOnce),
        new("System.Net.Http.HttpClientHandler", null, ReachesOutside, UseOnce),
        new("System.Net.Http.SocketsHttpHandler", null, ReachesOutside, UseOnce),
        new("System.Environment", "GetEnvironmentVariable", ReachesOutside, UseOnce),
        new("System.Environment", "GetEnvironmentVariables", ReachesOutside, UseOnce),
        new("System.Environment", "SetEnvironmentVariable", IsNotForScripts, LeaveOut, InOnce: false),
        new("System.Environment", "CurrentDirectory", ReachesOutside, UseOnce),
        new("System.Environment", "MachineName", ReachesOutside, UseOnce),
        new("System.Environment", "ProcessId", DiffersByProcess, UseNewId),
        new("System.Environment", "CurrentManagedThreadId", DiffersByProcess, UseNewId),

        // The program itself
        new("System.Environment", "Exit", EndsEverything, UseReturn, InOnce: false),
        new("System.Environment", "FailFast", EndsEverything, UseReturn, InOnce: false),
        new("System.GC", null, IsNotForScripts, LeaveOut, InOnce: false),
        new("System.AppDomain", null, IsNotForScripts, LeaveOut, InOnce: false),
        new("System.AppContext", null, IsNotForScripts, LeaveOut, InOnce: false),
        new("System.Reflection.Assembly", null, IsNotForScripts, "Use `#r \"some.dll\"` at the top of the script.", InOnce: false),
        new("System.Runtime.Loader.AssemblyLoadContext", null, IsNotForScripts, "Use `#r \"some.dll\"` at the top of the script.", InOnce: false),
        new("System.Reflection.Emit.AssemblyBuilder", null, IsNotForScripts, LeaveOut, InOnce: false),
        new("System.Reflection.Emit.DynamicMethod", null, IsNotForScripts, LeaveOut, InOnce: false),
        new("System.Runtime.InteropServices.DllImportAttribute", null, IsNotForScripts, LeaveOut, InOnce: false),
        new("System.Runtime.InteropServices.LibraryImportAttribute", null, IsNotForScripts, LeaveOut, InOnce: false),
        new("System.Runtime.InteropServices.NativeLibrary", null, IsNotForScripts, LeaveOut, InOnce: false),
        new("System.Runtime.InteropServices.Marshal", null, IsNotForScripts, LeaveOut, InOnce: false),
        new("System.Runtime.InteropServices.GCHandle", null, IsNotForScripts, LeaveOut, InOnce: false),
        new("System.Runtime.CompilerServices.Unsafe", null, IsNotForScripts, LeaveOut, InOnce: false),
        new("System.ThreadStaticAttribute", null, "is shared by conversations as chance will have it", "Use a plain variable: each conversation has its own.", InOnce: false),
        new("Crowdwork.Scripting.Fuel", null, "belongs to the compiler of worlds", LeaveOut, InOnce: false),
    ];

    /// <summary>Names of libraries that scripts cannot see, so that the compiler only says that it does not know them.</summary>
    internal static readonly IReadOnlyDictionary<string, (string Why, string Instead)> Unseen = new Dictionary<string, (string, string)>
    {
        ["Parallel"] = (LeavesTheConversation, "Use a plain loop."),
        ["AsParallel"] = (LeavesTheConversation, "Leave it out."),
        ["Process"] = (ReachesOutside, "Start programs outside of Crowdwork, and ask them by HTTP inside `Once`."),
        ["BackgroundWorker"] = (LeavesTheConversation, UsePlainCall),
        ["FileSystemWatcher"] = (ReachesOutside, LeaveOut),
        ["Channel"] = (IsNotForScripts, "Use `await worker.Next()` for what workers say, a `Queue<T>` for the rest."),
        ["RandomNumberGenerator"] = (IsChance, UseRandom),
        ["WebClient"] = (ReachesOutside, "Use `HttpClient` inside `Once`."),
        ["WebRequest"] = (ReachesOutside, "Use `HttpClient` inside `Once`."),
        ["TcpClient"] = (ReachesOutside, "Use `HttpClient` inside `Once`."),
        ["Socket"] = (ReachesOutside, "Use `HttpClient` inside `Once`."),
        ["Dns"] = (ReachesOutside, "Use `HttpClient` inside `Once`."),
        ["ImmutableDictionary"] = ("lists its contents in another order in every run of the program", "Use a `Dictionary<TKey, TValue>`."),
        ["ImmutableHashSet"] = ("lists its contents in another order in every run of the program", "Use a `HashSet<T>`."),
    };

    private static Func<IMethodSymbol, bool> Takes(int least) => method => method.Parameters.Length >= least;

    private static bool TakesTime(IMethodSymbol method)
        => method.Parameters.Any(parameter => parameter.Type.Name is "TimeSpan" or "Int32" or "TimeProvider");

    private static bool TakesPath(IMethodSymbol method)
        => method.Parameters is [{ Type.SpecialType: SpecialType.System_String }, ..];
}
