using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crowdwork.Templates;

namespace Crowdwork.Bench;

/// <summary>Parsing and rendering a page of the usual size, beside a StringBuilder that was written by hand and gives the same text.</summary>
internal static class Templates
{
    private const int Rounds = 40;
    private const int InARound = 50;

    private const string Page = """
        {{ include "head.html" task.title }}
        <p class="intro">{{ task.description }} You are worker {{ worker.role | string.upcase }}. Today is {{ date.to_string data.day "%d %B %Y" }}.</p>
        {{~ if data.warning ~}}
        <p class="warning">{{ data.warning }}</p>
        {{~ end ~}}
        <form>
        <table>
        <tr><th>Number</th><th>Sentence</th><th>Rating</th></tr>
        {{~ for item in data.items ~}}
        <tr class="{{ if for.even }}even{{ else }}odd{{ end }}" id="row-{{ item.id }}">
        <td>{{ for.index + 1 }}</td><td><a href="/source?id={{ item.id }}">{{ item.text }}</a></td>
        <td>
        {{~ for choice in data.choices ~}}
        <label><input type="radio" name="{{ item.id }}" value="{{ choice.value }}" required> {{ choice.label }}</label>
        {{~ end ~}}
        </td>
        </tr>
        {{~ else ~}}
        <tr><td colspan="3">There is nothing to rate.</td></tr>
        {{~ end ~}}
        </table>
        <label>Anything else? <textarea name="comment" maxlength="{{ data.longest }}" placeholder="{{ data.hint }}"></textarea></label>
        <button>Send {{ data.items.size }} ratings</button>
        </form>
        <script>const items = {{ data.items | object.to_json }};</script>
        {{ include "foot.html" }}

        """;

    private const string Head = "<header><h1>{{ $1 }}</h1></header>";
    private const string Foot = "<footer><p>Thank you for your time.</p></footer>";

    public static int Measure()
    {
        var files = new Files();
        var engine = new ScribanEngine(new TemplateOptions { Loader = files });
        var template = engine.Compile("page.html", Page);
        var model = Model(rows: 20);
        var byTemplate = template.Render(model);
        var byHand = ByHand(Rows(20));
        if (template.HasErrors || byTemplate != byHand)
        {
            var at = byTemplate.Zip(byHand).TakeWhile(pair => pair.First == pair.Second).Count();
            Console.Error.WriteLine($"The two texts differ from character {at} on, so there is nothing to compare. {string.Join('\n', template.Diagnostics)}");
            return 1;
        }

        Console.WriteLine($"page of {Page.Length:N0} characters, {byTemplate.Length:N0} out, medians of {Rounds} rounds of {InARound}, taken in turn");
        var parse = new List<double>();
        var render = new List<double>();
        var hand = new List<double>();
        var large = new List<double>();
        var many = Model(rows: 200);
        for (var round = 0; round < Rounds; round++)
        {
            // A new engine each time: an engine compiles the same text once.
            parse.Add(Time(() => new ScribanEngine(new TemplateOptions { Loader = files }).Compile("page.html", Page)));
            render.Add(Time(() => template.Render(model)));
            hand.Add(Time(() => ByHand(Rows(20))));
            if (round % 4 == 0) large.Add(Time(() => template.Render(many)));
        }

        var (parsed, rendered, written) = (Median(parse), Median(render), Median(hand));
        Console.WriteLine($"parse                {parsed,8:0.0} µs   (bar 60)");
        Console.WriteLine($"render 20 rows       {rendered,8:0.0} µs   (bar 100, or 7 times by hand), {Allocated(() => template.Render(model)) / 1024.0:0} KB");
        Console.WriteLine($"by hand, 20 rows     {written,8:0.0} µs   {rendered / written:0.0} times faster, {Allocated(() => ByHand(Rows(20))) / 1024.0:0} KB");
        Console.WriteLine($"render 200 rows      {Median(large),8:0.0} µs");
        return parsed <= 60 && (rendered <= 100 || rendered <= 7 * written) ? 0 : 1;
    }

    private static double Time(Func<object> work)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < InARound; i++) work();
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / InARound;
    }

    private static long Allocated(Func<object> work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }

    private sealed record Item([property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("text")] string Text);

    private static Item[] Rows(int count) =>
        Enumerable.Range(1, count).Select(number => new Item($"s{number}", $"Sentence {number} says a < b & more, as sentences do.")).ToArray();

    private static Dictionary<string, object?> Model(int rows) => new()
    {
        ["task"] = new Dictionary<string, object?> { ["title"] = "Rate sentences", ["description"] = "Read each sentence & rate it." },
        ["worker"] = new Dictionary<string, object?> { ["role"] = "rater" },
        ["data"] = JsonSerializer.SerializeToElement(new
        {
            day = "2026-03-04", warning = "Mind the <b>", items = Rows(rows), longest = 500, hint = "What was odd?",
            choices = new[] { new { value = 1, label = "Bad" }, new { value = 2, label = "Fair" }, new { value = 3, label = "Good" } },
        }),
    };

    private static string ByHand(Item[] items)
    {
        var html = new StringBuilder();
        html.Append("<header><h1>").Append(Escape("Rate sentences")).Append("</h1></header>\n<p class=\"intro\">").Append(Escape("Read each sentence & rate it."))
            .Append(" You are worker ").Append(Escape("rater".ToUpperInvariant())).Append(". Today is ")
            .Append(Escape(DateTime.Parse("2026-03-04", CultureInfo.InvariantCulture).ToString("dd MMMM yyyy", CultureInfo.InvariantCulture))).Append(".</p>\n<p class=\"warning\">")
            .Append(Escape("Mind the <b>")).Append("</p>\n<form>\n<table>\n<tr><th>Number</th><th>Sentence</th><th>Rating</th></tr>\n");
        (int Value, string Label)[] choices = [(1, "Bad"), (2, "Fair"), (3, "Good")];
        for (var i = 0; i < items.Length; i++)
        {
            html.Append("<tr class=\"").Append(i % 2 == 0 ? "even" : "odd").Append("\" id=\"row-").Append(Escape(items[i].Id)).Append("\">\n<td>").Append(i + 1)
                .Append("</td><td><a href=\"/source?id=").Append(Uri.EscapeDataString(items[i].Id)).Append("\">").Append(Escape(items[i].Text)).Append("</a></td>\n<td>\n");
            foreach (var choice in choices)
                html.Append("<label><input type=\"radio\" name=\"").Append(Escape(items[i].Id)).Append("\" value=\"").Append(choice.Value).Append("\" required> ")
                    .Append(Escape(choice.Label)).Append("</label>\n");
            html.Append("</td>\n</tr>\n");
        }

        return html.Append("</table>\n<label>Anything else? <textarea name=\"comment\" maxlength=\"").Append(500).Append("\" placeholder=\"").Append(Escape("What was odd?"))
            .Append("\"></textarea></label>\n<button>Send ").Append(items.Length).Append(" ratings</button>\n</form>\n<script>const items = ")
            .Append(JsonSerializer.Serialize(items)).Append(";</script>\n<footer><p>Thank you for your time.</p></footer>\n").ToString();
    }

    private static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny("&<>\"'") < 0) return text;
        return new StringBuilder(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;").ToString();
    }

    private sealed class Files : ITemplateLoader
    {
        public string? GetPath(string name, string from) => name is "head.html" or "foot.html" ? name : null;

        public string Load(string path) => path == "head.html" ? Head : Foot;
    }
}
