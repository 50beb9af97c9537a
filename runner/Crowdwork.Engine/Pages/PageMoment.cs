namespace Crowdwork.Engine.Pages;

/// <summary>
/// The time and the chance that a page sees. A page that is rendered again, after a reload or a restart, must not shuffle its answers anew or tell another time, so
/// both come from the conversation's journal.
/// </summary>
internal sealed class PageMoment : TimeProvider
{
    // Rendering happens on one thread from beginning to end; the engine asks for both while it renders.
    [ThreadStatic] private static (DateTimeOffset Now, int Seed) s_current;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public static int Seed => s_current.Seed;

    public override DateTimeOffset GetUtcNow() => s_current.Now;

    public static T During<T>(DateTimeOffset now, int seed, Func<T> render)
    {
        var outer = s_current;
        s_current = (now, seed);
        try
        {
            return render();
        }
        finally
        {
            s_current = outer;
        }
    }
}
