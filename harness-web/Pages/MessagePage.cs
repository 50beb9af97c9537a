namespace Crowdwork.Web.Pages;

/// <summary>A page that says one thing: an address that leads nowhere, a session that has run out, a server that is stopping.</summary>
public static class MessagePage
{
    /// <param name="title">What happened, in a few words.</param>
    /// <param name="text">The same in a sentence or two; line breaks are kept.</param>
    /// <param name="remedy">What the reader can do; empty when there is nothing.</param>
    /// <param name="home">Where the mark leads: the list of tasks for operators; null for workers, who have no home here.</param>
    public static string Render(string title, string text, string remedy = "", string? home = null, string clientRoot = "/client")
    {
        var brand = home is null ? Html.Of($"""<span class="brand">{Brand.Mark}</span>""") : Brand.Line(home);
        var advice = Html.When(remedy.Length > 0, Html.Of($"""<p class="message-remedy" dir="auto">{remedy}</p>"""));
        return new Document(title, clientRoot) { Styles = ["index/message.css"], BodyClass = "message-page", ThemeSwitch = home is not null }
            .Render(Html.Of($"""
                <main class="message-card">
                {brand}
                <h1 dir="auto">{title}</h1>
                <p class="message-text" dir="auto">{text}</p>
                {advice}
                </main>
                """));
    }
}
