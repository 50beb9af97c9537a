using Crowdwork.Marketplace.Pages;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>The list of work: one row per group of HITs, with what it pays, how long it may take, and whether this worker may take it.</summary>
internal static class MarketView
{
    public const int PageSize = 20;

    public static Html Render(WorkerCard worker, GroupPage page, MarketQuery query, DateTimeOffset now) => Html.Of($"""
        <div class="head"><h1>Find work</h1><p class="quiet" role="status">{Words.Count(page.Total, "group", "groups")} of HITs</p></div>
        {Filter(worker, query)}
        {(page.Groups.Count == 0 ? Nothing(worker, query) : Html.Of($"""<ul class="rows">{Html.Join(page.Groups.Select(group => Row(worker, group, now)))}</ul>"""))}
        {Pager.Render(page.Total, query.Page, PageSize, number => query.Address(worker.Id, number))}
        """);

    private static Html Filter(WorkerCard worker, MarketQuery query)
    {
        var orders = new[] { (MarketOrder.Newest, "newest first"), (MarketOrder.Reward, "best paid first"), (MarketOrder.MostHits, "most HITs first"), (MarketOrder.ShortestTime, "shortest time first") };
        var options = Html.Join(orders.Select(order => Html.Of($"""<option value="{order.Item1.ToString()}"{Html.When(order.Item1 == query.Order, Html.Trusted(" selected"))}>{order.Item2}</option>""")));
        return Html.Of($"""
            <form class="filter" method="get" action="/w/{worker.Id}" role="search">
            <label class="field filter-words"><span>Keywords</span><input type="search" name="q" value="{query.Words}" maxlength="200" autocomplete="off" placeholder="title, description, requester"></label>
            <label class="field filter-pay"><span>Pays at least, $</span><input name="min" value="{query.MinRewardText}" inputmode="decimal" maxlength="9" autocomplete="off" placeholder="0.00"></label>
            <label class="field"><span>Order</span><select name="order">{options}</select></label>
            <label class="tick filter-tick"><input type="checkbox" name="qualified" value="1"{Html.When(query.QualifiedOnly, Html.Trusted(" checked"))}><span>Only what I qualify for</span></label>
            <button class="button" type="submit">Search</button>
            </form>
            {Html.When(query.Problem is not null, Html.Of($"""<p class="form-problem" role="alert">{query.Problem}</p>"""))}
            """);
    }

    private static Html Row(WorkerCard worker, GroupCard group, DateTimeOffset now)
    {
        var admission = group.Admission;
        var address = $"/w/{worker.Id}/groups/{group.GroupId}";
        var preview = admission.MayPreview
            ? Html.Of($"""<a class="button button-small" href="{address}">Preview<span class="sr"> {group.Title}</span></a>""")
            : Html.Of($"""<a class="button button-small" href="{address}">Details<span class="sr"> {group.Title}</span></a>""");
        var accept = admission.MayAccept
            ? Html.Of($"""<form method="post" action="{address}/accept"><button class="button button-small button-main" type="submit">Accept<span class="sr"> {group.Title}</span></button></form>""")
            : Html.Of($"""<span class="badge badge-turn">not qualified</span>""");
        return Html.Of($"""
            <li class="row">
            <div class="row-what"><h2 dir="auto"><a href="{address}">{group.Title}</a></h2>
            <p class="row-who" dir="auto">{group.Requester}</p>
            {Html.When(group.Description.Length > 0, Html.Of($"""<p class="row-text" dir="auto">{group.Description}</p>"""))}
            {Keywords(group)}</div>
            <dl class="facts">
            <div><dt>Reward</dt><dd class="pay">{Words.Money(group.RewardCents)}</dd></div>
            <div><dt>HITs</dt><dd>{group.AvailableHits}</dd></div>
            <div><dt>Time allotted</dt><dd>{Words.Time(group.Duration)}</dd></div>
            <div><dt>Posted</dt><dd>{Words.When(group.NewestHitAt, now)}</dd></div>
            </dl>
            <div class="row-do">{preview}{accept}</div>
            </li>

            """);
    }

    public static Html Keywords(GroupCard group)
    {
        var words = group.Keywords.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(12).ToList();
        return words.Count == 0 ? Html.Empty : Html.Of($"""<ul class="words" aria-label="Keywords">{Html.Join(words.Select(word => Html.Of($"""<li class="badge" dir="auto">{word}</li>""")))}</ul>""");
    }

    private static Html Nothing(WorkerCard worker, MarketQuery query) => query.IsPlain
        ? Html.Of($"""
            <section class="empty"><h2>No work at the moment</h2>
            <p>As soon as a requester creates a HIT at this marketplace, it stands here. Load the page again to look.</p></section>
            """)
        : Html.Of($"""
            <section class="empty"><h2>Nothing fits</h2>
            <p>No group of HITs has all of that. <a href="/w/{worker.Id}">Show all work</a></p></section>
            """);
}
