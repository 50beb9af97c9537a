using System.Globalization;
using Crowdwork.Marketplace.Pages;
using Crowdwork.Marketplace.Qualifications;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>Money, time and counts as people read them.</summary>
internal static class Words
{
    public static string Money(long cents) => $"${(cents / 100m).ToString("N2", CultureInfo.InvariantCulture)}";

    public static string Count(long count, string one, string many) => count == 1 ? $"1 {one}" : $"{count.ToString("N0", CultureInfo.InvariantCulture)} {many}";

    /// <summary>Two units at most: "2 hours 30 minutes", "45 seconds".</summary>
    public static string Time(TimeSpan time)
    {
        if (time < TimeSpan.Zero) time = TimeSpan.Zero;
        (long Count, string Unit)[] units = [((long)time.TotalDays, "day"), (time.Hours, "hour"), (time.Minutes, "minute"), (time.Seconds, "second")];
        var first = Array.FindIndex(units, unit => unit.Count > 0);
        if (first < 0) return "0 seconds";
        return string.Join(' ', units.Skip(first).Take(2).Where(unit => unit.Count > 0).Select(unit => Count(unit.Count, unit.Unit, unit.Unit + "s")));
    }

    /// <summary>One unit: "3 hours ago", "in 2 days".</summary>
    public static string Ago(DateTimeOffset when, DateTimeOffset now)
    {
        var passed = now - when;
        if (passed.Duration() < TimeSpan.FromSeconds(45)) return "just now";
        var rough = Rough(passed.Duration());
        return passed > TimeSpan.Zero ? $"{rough} ago" : $"in {rough}";
    }

    public static string Exact(DateTimeOffset when) => when.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A time that says how long ago, with the exact one for whoever asks.</summary>
    public static Html When(DateTimeOffset when, DateTimeOffset now)
        => Html.Of($"""<time datetime="{when.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}" title="{Exact(when)}">{Ago(when, now)}</time>""");

    /// <summary>What a requirement asks, as a sentence: "HIT approval rate (%) is at least 95".</summary>
    public static string Requirement(CheckedRequirement one) => $"{one.Name} {Comparison(one.Requirement)}";

    public static string Held(HeldValue? value) => value switch
    {
        null => "you do not have it",
        { Locale: { } locale } => $"yours: {locale}",
        { Number: { } number } => $"yours: {number}",
        _ => "you have it",
    };

    private static string Comparison(Requirement requirement)
    {
        var values = requirement.Locales.IsEmpty
            ? requirement.IntegerValues.Select(value => value.ToString(CultureInfo.InvariantCulture)).ToList()
            : requirement.Locales.Select(locale => locale.ToString()).ToList();
        var one = values.FirstOrDefault() ?? "";
        return requirement.Comparator switch
        {
            Comparator.Exists => "has been granted",
            Comparator.DoesNotExist => "has not been granted",
            Comparator.LessThan => $"is less than {one}",
            Comparator.LessThanOrEqualTo => $"is at most {one}",
            Comparator.GreaterThan => $"is more than {one}",
            Comparator.GreaterThanOrEqualTo => $"is at least {one}",
            Comparator.EqualTo => $"is {one}",
            Comparator.NotEqualTo => $"is not {one}",
            Comparator.In => $"is one of {string.Join(", ", values)}",
            _ => $"is none of {string.Join(", ", values)}",
        };
    }

    private static string Rough(TimeSpan time) => time switch
    {
        { TotalDays: >= 1.5 } => Count((long)Math.Round(time.TotalDays), "day", "days"),
        { TotalHours: >= 1 } => Count((long)Math.Round(time.TotalHours), "hour", "hours"),
        _ => Count(Math.Max(1, (long)Math.Round(time.TotalMinutes)), "minute", "minutes"),
    };
}
