using System.Runtime;
using System.Runtime.ExceptionServices;

namespace Crowdwork.Engine.Conversations;

/// <summary>
/// The last line against a script that never comes back: a turn that has computed for longer than <see cref="Patience"/> is aborted.
/// </summary>
/// <remarks>
/// Nearly all endless scripts run out of <see cref="Scripting.Fuel"/> first, at the same step in every replay. What is left are endless computations inside of
/// .NET itself (a sum over two billion numbers). Aborting those is not deterministic and not without danger, which is why it comes last; the conversation is
/// given up afterwards, whatever its state.
/// </remarks>
internal static class TurnGuard
{
    public static TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    // What throwing costs, in loop rounds: some 20 µs.
    private const long StepsOfAnException = 5_000;

    private static readonly Lock Gate = new();
    private static readonly List<Slot> Slots = [];
    private static Timer? s_timer;

    [ThreadStatic] private static Slot? s_slot;

    /// <summary>Runs a turn. Returns false when it had to be aborted.</summary>
    public static bool Run(Action turn)
    {
        var slot = s_slot ??= Register();
        slot.Begin();
        try
        {
#pragma warning disable SYSLIB0046 // Obsolete because it is dangerous; the remarks say why it is used all the same.
            ControlledExecution.Run(turn, slot.Cancellation);
#pragma warning restore SYSLIB0046
            return true;
        }
        catch (OperationCanceledException) when (slot.Cancellation.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            slot.End();
        }
    }

    private static Slot Register()
    {
        var slot = new Slot();
        lock (Gate)
        {
            Slots.Add(slot);
            if (s_timer is null) Prepare();
            s_timer ??= new Timer(_ => Look(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }

        return slot;
    }

    private static void Prepare()
    {
        IgnoreStrayAborts();
        // A loop that throws and catches would take the better part of an hour to run dry. An abort in the midst of throwing, on the other hand, now and then takes
        // the whole process with it.
        AppDomain.CurrentDomain.FirstChanceException += static (_, _) => Scripting.Fuel.Charge(StepsOfAnException);
    }

    // An abort that hits the continuation of an async method is thrown a second time, by .NET itself, on a thread of the pool, and would end the process there. No
    // other code can abort threads, so there is nothing else that this could hide.
    private static void IgnoreStrayAborts()
    {
        try
        {
            ExceptionHandling.SetUnhandledExceptionHandler(static exception => exception is ThreadAbortException);
        }
        catch (InvalidOperationException)
        {
            // The process has a handler of its own, which may decide.
        }
    }

    private static void Look()
    {
        lock (Gate)
        {
            Slots.RemoveAll(slot => slot.IsAbandoned);
            foreach (var slot in Slots) slot.AbortIfOlderThan(Patience);
        }
    }

    /// <summary>One thread that plays conversations.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "It lives as long as its thread; the source has neither timer nor handle.")]
    private sealed class Slot
    {
        private readonly WeakReference<Thread> _thread = new(Thread.CurrentThread);
        private readonly Lock _gate = new();
        private CancellationTokenSource _abort = new();
        private long _since;

        public CancellationToken Cancellation { get; private set; }

        public bool IsAbandoned => !_thread.TryGetTarget(out var thread) || !thread.IsAlive;

        public void Begin()
        {
            Cancellation = _abort.Token;
            Volatile.Write(ref _since, Environment.TickCount64);
        }

        public void End()
        {
            lock (_gate)
            {
                Volatile.Write(ref _since, 0);
                if (!_abort.IsCancellationRequested) return;
                _abort.Dispose();
                _abort = new CancellationTokenSource();
            }
        }

        public void AbortIfOlderThan(TimeSpan patience)
        {
            // The gate keeps the abort from hitting the next turn on this thread.
            lock (_gate)
            {
                var since = Volatile.Read(ref _since);
                if (since == 0 || Environment.TickCount64 - since < patience.TotalMilliseconds) return;
                _abort.Cancel();
            }
        }
    }
}
