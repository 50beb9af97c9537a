using Crowdwork.Marketplace.Pages;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>What requesters have written to a worker.</summary>
internal static class MessagesView
{
    public static Html Render(IReadOnlyList<Letter> notices, DateTimeOffset now)
    {
        var list = notices.Count == 0
            ? Html.Of($"""<section class="empty"><h2>No messages</h2><p>Requesters for whom you have worked can write to you. On MTurk this comes as e-mail.</p></section>""")
            : Html.Of($"""<ul class="rows">{Html.Join(notices.Select(notice => One(notice, now)))}</ul>""");
        return Html.Of($"""<div class="head"><h1>Messages</h1></div>{list}""");
    }

    private static Html One(Letter notice, DateTimeOffset now) => Html.Of($"""
        <li class="row row-message"><div class="row-what"><h2 dir="auto">{notice.Subject}</h2><p class="row-who"><span dir="auto">{notice.Requester}</span> · {Words.When(notice.At, now)}</p><p class="letter" dir="auto">{notice.Text}</p></div></li>

        """);
}
