using System.Text.Json;
using Crowdwork.Engine.Pages;

namespace Crowdwork.Engine.Tests.Pages;

public sealed class PageFormTests
{
    [Theory]
    [InlineData("<input name=a>", "\"Ada\"", "\"Ada\"")]
    [InlineData("<input name=a>", "\"\"", "null")]
    [InlineData("<input name=a>", "null", "null")]
    [InlineData("<input name=a required>", "\"Ada\"", "\"Ada\"")]
    [InlineData("<input name=a minlength=2 maxlength=4>", "\"Ada\"", "\"Ada\"")]
    [InlineData("<input name=a minlength=2>", "\"\"", "null")]
    [InlineData("<input name=a pattern='[A-Z]{3}'>", "\"ADA\"", "\"ADA\"")]
    [InlineData("<input name=a type=number>", "\"7\"", "7")]
    [InlineData("<input name=a type=number min=-3 max=3>", "\"-3\"", "-3")]
    [InlineData("<input name=a type=number min=0.5 step=0.25>", "\"1.25\"", "1.25")]
    [InlineData("<input name=a type=number step=any>", "\"0.1234\"", "0.1234")]
    [InlineData("<input name=a type=number>", "7", "7")]
    [InlineData("<input name=a type=range>", "\"50\"", "50")]
    [InlineData("<input name=a type=email>", "\" ada@example.org \"", "\"ada@example.org\"")]
    [InlineData("<input name=a type=url>", "\"https://example.org\"", "\"https://example.org\"")]
    [InlineData("<input name=a type=date min=2026-01-01 max=2026-12-31>", "\"2026-02-28\"", "\"2026-02-28\"")]
    [InlineData("<input name=a type=time>", "\"23:59\"", "\"23:59\"")]
    [InlineData("<input name=a type=month>", "\"2026-02\"", "\"2026-02\"")]
    [InlineData("<input name=a type=week>", "\"2026-W07\"", "\"2026-W07\"")]
    [InlineData("<input name=a type=datetime-local>", "\"2026-02-28T12:30\"", "\"2026-02-28T12:30\"")]
    [InlineData("<input name=a type=color>", "\"#00ff7f\"", "\"#00ff7f\"")]
    [InlineData("<input name=a type=strange>", "\"text\"", "\"text\"")]
    [InlineData("<input name=a type=checkbox>", "true", "true")]
    [InlineData("<input name=a type=checkbox>", "null", "false")]
    [InlineData("<input name=a type=checkbox value=x>", "[\"x\"]", "[\"x\"]")]
    [InlineData("<input name=a type=checkbox value=x><input name=a type=checkbox value=y>", "[\"y\",\"y\"]", "[\"y\"]")]
    [InlineData("<input name=a type=radio value=1 required><input name=a type=radio value=2>", "\"2\"", "\"2\"")]
    [InlineData("<select name=a><option value=''>Choose</option><option>one</option></select>", "\"one\"", "\"one\"")]
    [InlineData("<select name=a><option value=''>Choose</option><option>one</option></select>", "\"\"", "null")]
    [InlineData("<select name=a multiple><option>one<option>two</select>", "[\"two\"]", "[\"two\"]")]
    [InlineData("<textarea name=a maxlength=3>x</textarea>", "\"a\\r\\nb\"", "\"a\\nb\"")]
    [InlineData("<input name=a required disabled><input name=b>", "null", null)]
    [InlineData("<fieldset disabled><input name=a required></fieldset><input name=b>", "null", null)]
    public void Answer_AsThePageAsksFor_IsKept(string fields, string given, string? kept)
    {
        var (answer, problems) = Judge(fields, given);

        Assert.Empty(problems);
        var values = Assert.IsType<Answer>(answer);
        Assert.Equal(kept, values.TryGetValue("a", out var value) ? JsonSerializer.Serialize(value) : null);
    }

    [Theory]
    [InlineData("<input name=a required>", "\"  \"", "Please fill this in.")]
    [InlineData("<input name=a required>", "{\"b\":1}", "Please fill this in.")]
    [InlineData("<input name=a minlength=4>", "\"Ada\"", "Please write at least 4 characters; these are 3.")]
    [InlineData("<input name=a maxlength=2>", "\"Ada\"", "Please write at most 2 characters; these are 3.")]
    [InlineData("<input name=a pattern='[A-Z]{3}' title='Three capitals, please.'>", "\"ADAx\"", "Three capitals, please.")]
    [InlineData("<input name=a pattern='a|b'>", "\"ab\"", "This does not have the form that is asked for.")]
    [InlineData("<input name=a pattern='(x+x+)+y'>", "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"", "This does not have the form that is asked for.")]
    [InlineData("<input name=a type=number>", "\"seven\"", "Please enter a number.")]
    [InlineData("<input name=a type=number>", "\"1.5\"", "Please enter a whole number.")]
    [InlineData("<input name=a type=number>", "\"1e999\"", "Please enter a number.")]
    [InlineData("<input name=a type=number min=0 step=5>", "\"7\"", "Please enter a multiple of 5.")]
    [InlineData("<input name=a type=number min=1 max=5>", "\"6\"", "Please choose between 1 and 5.")]
    [InlineData("<input name=a type=number min=1>", "\"0\"", "Please choose 1 or more.")]
    [InlineData("<input name=a type=range>", "\"101\"", "Please choose between 0 and 100.")]
    [InlineData("<input name=a type=email>", "\"ada\"", "Please enter an e-mail address.")]
    [InlineData("<input name=a type=url>", "\"example\"", "Please enter an address that begins with https://.")]
    [InlineData("<input name=a type=date>", "\"2026-02-30\"", "Please enter a date.")]
    [InlineData("<input name=a type=date min=2026-01-01>", "\"2025-12-31\"", "Please choose 2026-01-01 or more.")]
    [InlineData("<input name=a type=time>", "\"24:00\"", "Please enter a time.")]
    [InlineData("<input name=a type=checkbox required>", "\"true\"", "Please tick this box.")]
    [InlineData("<input name=a type=checkbox value=x required><input name=a type=checkbox value=y>", "[]", "Please choose at least one.")]
    [InlineData("<input name=a type=checkbox value=x><input name=a type=checkbox value=y>", "[\"z\"]", "Please choose from the options.")]
    [InlineData("<input name=a type=radio value=1><input name=a type=radio value=2 required>", "null", "Please choose one.")]
    [InlineData("<input name=a type=radio value=1><input name=a type=radio value=2>", "\"3\"", "Please choose one of the options.")]
    [InlineData("<input name=a type=radio value=1><input name=a type=radio value=2 disabled>", "\"2\"", "Please choose one of the options.")]
    [InlineData("<select name=a><option>one</select>", "\"two\"", "Please choose one of the options.")]
    [InlineData("<select name=a required><option value=''>Choose<option>one</select>", "\"\"", "Please choose one.")]
    public void Answer_OtherThanThePageAsksFor_ComesBackWithTheReason(string fields, string given, string problem)
    {
        var (answer, problems) = Judge(fields, given);

        Assert.Null(answer);
        Assert.Equal(problem, Assert.Single(problems, named => named.Key == "a").Value);
    }

    [Fact]
    public void Answer_WithFieldsThatThePageDoesNotDeclare_IsKeptWithoutThem()
    {
        var (answer, _) = PageForm.Read("<form><input name=a></form>").Judge("""{"a":"1","score":"100","__proto__":{}}""");

        Assert.Equal(["a"], ((Answer)answer!).Keys);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("{")]
    public void Answer_ThatIsNoObject_IsRefused(string given) => Assert.ThrowsAny<JsonException>(() => PageForm.Read("<form><input name=a></form>").Judge(given));

    [Fact]
    public void Fields_OfAPage_AreReadAsABrowserReadsThem()
    {
        var form = PageForm.Read("""
            <input name="elsewhere"><input name="owned" form="f">
            <!-- <input name="commented"> --><template><input name="template"></template>
            <form id=f>
            <label>Your <b>age</b> <input name=age type=NUMBER></label>
            <label for=why>Why?</label> <textarea id=why name=why></textarea>
            <fieldset><legend>How good?</legend><label><input type=radio name=good value=1> bad</label><label><input type=radio name=good value=2> good</label></fieldset>
            <input type=hidden name=drawing value=x> <input type=submit name=send> <button name=button>x</button> <input type=file name=photo> <input aria-label="Nickname" name=nick> <input>
            </form>
            <form><input name="second"></form>
            """);

        Assert.Equal(["owned owned text", "age Your age number", "why Why? textarea", "good How good? radio", "drawing drawing hidden", "nick Nickname text"],
            form.Fields.Select(field => $"{field.Name} {field.Label} {field.Type}"));
        Assert.Equal(2, form.Forms);
        Assert.Equal(["photo"], form.Uploads);
    }

    private static (object? Value, IReadOnlyDictionary<string, string> Problems) Judge(string fields, string given) =>
        PageForm.Read($"<form>{fields}</form>").Judge($$"""{"a":{{given}}}""");
}
