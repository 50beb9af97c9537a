using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Crowdwork.Scripting;

/// <summary>
/// Ends scripts that never end. The compiler of worlds puts a call of <see cref="Tick"/> into every loop and a call of
/// <see cref="Enter"/> into every function; authors never write them.
/// </summary>
/// <remarks>
/// Counting is deterministic: a world that runs dry does so at the same step in every replay. The ticks stand where no
/// <c>try</c> of the loop can catch what they throw for longer than one round, so that every endless path meets one.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Fuel
{
    // Per thread, because a conversation is pumped by one thread at a time. Threads that pump none (inside Once) are not metered.
    [ThreadStatic] private static long s_left;
    [ThreadStatic] private static bool s_metered;
    [ThreadStatic] private static nint s_bottom;

    // Some thousand calls. Not the whole stack: an exception that passes through ten thousand async functions copies its trace at each of
    // them, and that takes minutes.
    private const nint DeepestStack = 1 << 20;

    internal static bool RanDry => s_metered && s_left < 0;

    internal static void Fill(long steps)
    {
        s_metered = true;
        s_left = steps;
        s_bottom = Here();
    }

    internal static void Stop() => s_metered = false;

    /// <summary>Takes more than a step, for what costs more than a step.</summary>
    internal static void Charge(long steps)
    {
        if (s_metered) s_left -= steps;
    }

    /// <summary>One round of a loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tick()
    {
        if (--s_left < 0) Empty();
    }

    /// <summary>The beginning of a function.</summary>
    public static void Enter()
    {
        if (--s_left < 0) Empty();
        if ((s_metered && s_bottom - Here() > DeepestStack) || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new InsufficientExecutionStackException("The script calls itself too deeply. Give the recursion an end.");
    }

    /// <summary>As <see cref="Enter()"/>, where only an expression can stand: before a function that is held in a variable is called.</summary>
    /// <typeparam name="T">The function's type.</typeparam>
    /// <param name="function">The function.</param>
    /// <returns><paramref name="function"/>.</returns>
    public static T Enter<T>(T function) where T : allows ref struct
    {
        Enter();
        return function;
    }

    // Where the stack stands. It grows downwards; only differences mean anything.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe nint Here()
    {
        byte here;
        return (nint)(&here);
    }

    private static void Empty()
    {
        if (!s_metered)
        {
            s_left = long.MaxValue;
            return;
        }

        throw new OutOfFuel();
    }
}

internal sealed class OutOfFuel() : Exception(
    "The script computes without end between two awaits. Give the loop an end, or await something in it.");
