using System.Text.Json;
using Crowdwork.Harness.Tests.Browsers;
using Crowdwork.Harness.Tests.Running;
using Microsoft.Playwright;

namespace Crowdwork.Harness.Tests.Pages;

/// <summary>Values that want to be scripts, in every place where a page may print one, shown to a worker by a real browser: none of them runs.</summary>
[Collection(BrowserTests.Name)]
public sealed class HostilePageTests(Chromium browser)
{
    private static readonly string[] s_values =
    [
        "<script>run(1)</script>", "</script><script>run(1)</script>", "</textarea><script>run(1)</script>", "</title><img src=x onerror=run(1)>",
        "\" onmouseover=\"run(1)\" onfocus=\"run(1)\" autofocus=\"", "' onmouseover='run(1)' onfocus='run(1)' autofocus='", "\"><img src=x onerror=run(1)>", "'><svg onload=run(1)>",
        "javascript:run(1)", "JaVaScRiPt:run(1)", " javascript:run(1)", "java\nscript:run(1)", "\u0001javascript:run(1)", "data:text/html,<script>parent.run(1)</script>",
        "\\", "\\\"", "\\'", "';run(1)//", "\";run(1)//", "');run(1);//", "\");run(1);//", "${run(1)}", "`;run(1)//", "*/run(1)/*", "//\nrun(1)", "<!--<script>", "-->", "]]>",
        "\u2028run(1)", "\u2029run(1)", "&lt;script&gt;run(1)&lt;/script&gt;", "&quot;);run(1);//", "&#39;);run(1);//", "&#x22;);run(1)//", "{{ run(1) }}", "+run(1)+", "1);run(1", "__proto__",
    ];

    // Each place twice as a script would see it: as the page is loaded, and when somebody clicks.
    private const string Places = """
        <!doctype html>
        <html lang="en">
        <head><title>{{ data.all }}</title>
        <script>window.ran = []; window.run = what => ran.push(what); window.alert = run; window.noted = []; function note(value) { noted.push(value); }</script>
        </head>
        <body>
        {{ for x in data.values }}
        <p>{{ x }}</p>
        <p title="{{ x }}" data-x='{{ x }}'>a</p>
        <textarea>{{ x }}</textarea>
        <input value="a{{ x }}b"><input value='{{ x }}'>
        <a href="{{ x }}">a</a><a href='{{ x }}'>a</a><a href="/a/{{ x }}/b">a</a><a href="/a?b={{ x }}#{{ x }}">a</a><a href="j{{ x }}">a</a>
        <img src="{{ x }}" alt="{{ x }}"><form action="{{ x }}"><button type="button">a</button></form>
        <b onclick="note({{ x }})">a</b><b onclick='note("{{ x }}")'>a</b><b onclick="note('{{ x }}')">a</b><b onclick="note(&quot;{{ x }}&quot;)">a</b>
        <script>note({{ x }}); note("{{ x }}"); note('{{ x }}'); note(`{{ x }}`); note({b: {{ [x] }}, c: {{ {d: x} }}}.c.d);</script>
        <script type="application/json">{"a": {{ x }}, "b": "{{ x }}"}</script>
        <svg><title>{{ x }}</title><text>{{ x }}</text></svg>
        <noscript><img title="{{ x }}" alt=""></noscript>
        {{ capture c }}<b title='{{ x }}'>{{ x }}</b>{{ end }}{{ c }}
        <p>{{ x | html.escape }}</p><p>{{ x | html.newline_to_br }}</p><p>{{ $"a{x}" }}</p><p>{{ x | object.to_json }}</p><p data-x='{{ {a: x} | object.to_json }}'>a</p>
        {{ include "part.html" x }}
        {{ end }}
        </body>
        </html>
        """;

    [Fact(Skip = Chromium.Missing, SkipUnless = nameof(Chromium.IsThere), SkipType = typeof(Chromium))]
    public async Task Values_ThatAreHostile_RunNowhere()
    {
        await using var harness = await RunningHarness.Start(Project(Places));
        await using var @operator = await harness.Operate("hostile");
        var page = await browser.Open();
        await page.GotoAsync(harness.Address + @operator.UrlOf("W1").TrimStart('/'));
        var frame = await Frame(page);

        await frame.EvaluateAsync("""
            for (const each of document.querySelectorAll("[onclick]")) each.click();
            for (const each of document.querySelectorAll("p, b, a, input, img, textarea")) {
              each.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
              each.dispatchEvent(new FocusEvent("focus"));
            }
            """);

        Assert.Equal(0, await frame.EvaluateAsync<int>("ran.length"));
        Assert.Equal(0, await frame.EvaluateAsync<int>("[...document.querySelectorAll('[href], [src], [action]')].filter(each => /^(javascript|data|vbscript):/i.test(each.href || each.src || each.action)).length"));
        // Four handlers and five calls of the script for each value: all of them ran, and with nothing but the value.
        var noted = await frame.EvaluateAsync<string[]>("noted");
        Assert.Equal(9 * s_values.Length, noted.Length);
        Assert.All(noted, value => Assert.Contains(value, s_values));
    }

    [Fact(Skip = Chromium.Missing, SkipUnless = nameof(Chromium.IsThere), SkipType = typeof(Chromium))]
    public async Task Value_ThatGoesAroundEscaping_DoesRun()
    {
        // Otherwise the other test would prove nothing. One value that does no more than run: some of the others would lead the frame away before it can be asked.
        await using var harness = await RunningHarness.Start(Project(Places.Replace("<p>{{ x }}</p>", """<p>{{ "<img src=nowhere onerror='ran.push(1)'>" | html.raw }}</p>""")));
        await using var @operator = await harness.Operate("hostile");
        var page = await browser.Open();
        await page.GotoAsync(harness.Address + @operator.UrlOf("W1").TrimStart('/'));

        var frame = await Frame(page);

        await frame.WaitForFunctionAsync("() => ran.length > 0");
    }

    [Fact(Skip = Chromium.Missing, SkipUnless = nameof(Chromium.IsThere), SkipType = typeof(Chromium))]
    public async Task Page_ThatWantsTheSessionOrTheNetwork_GetsNeither()
    {
        const string curious = """
            <script>
            window.got = [];
            const tried = [
              () => parent.document.title, () => localStorage.length, () => document.cookie, () => parent.location.href,
            ];
            for (const each of tried) try { got.push(String(each())); } catch { got.push("refused"); }
            window.fetched = fetch("/").then(() => "answered", () => "refused");
            </script>
            <p>a</p>
            """;
        await using var harness = await RunningHarness.Start(Project(curious));
        await using var @operator = await harness.Operate("hostile");
        var page = await browser.Open();
        await page.GotoAsync(harness.Address + @operator.UrlOf("W1").TrimStart('/'));
        var frame = await Frame(page);

        Assert.All(await frame.EvaluateAsync<string[]>("got"), what => Assert.Equal("refused", what));
        Assert.Equal("refused", await frame.EvaluateAsync<string>("fetched"));
    }

    private static async Task<IFrame> Frame(IPage page)
    {
        var element = await page.Locator(".shown-frame").ElementHandleAsync();
        var frame = (await element.ContentFrameAsync())!;
        await frame.WaitForURLAsync("**/worker/pages/**");
        await frame.WaitForLoadStateAsync();
        return frame;
    }

    private static ProjectCopy Project(string page)
    {
        var project = ProjectCopy.With("hostile", """
            record Row(string All, string[] Values);

            var row = Input<Row>();
            var worker = await Meet();
            await worker.Show("picture.html", new { all = row.All, values = row.Values });
            await worker.Ask("Seen?");
            """);
        project.Write("tasks/hostile/picture.html", page);
        project.Write("tasks/hostile/part.html", "<i title=\"{{ $1 }}\">{{ $1 }}</i>");
        project.Write("tasks/hostile/data.jsonl", JsonSerializer.Serialize(new { all = string.Join(' ', s_values), values = s_values }) + "\n");
        return project;
    }
}
