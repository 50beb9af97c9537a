using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>What a worker looks for, as it stands in the address of the list.</summary>
internal sealed record MarketQuery(string Words, string MinRewardText, long MinRewardCents, bool QualifiedOnly, MarketOrder Order, int Page, string? Problem)
{
    private const int LongestWords = 200;
    private const int LastPage = 10_000;

    public bool IsPlain => Words.Length == 0 && MinRewardCents == 0 && !QualifiedOnly;

    public static MarketQuery Read(IQueryCollection query)
    {
        var words = query["q"].ToString().Trim();
        var pay = query["min"].ToString().Trim();
        var cents = 0L;
        string? problem = null;
        if (pay.Length > 0 && decimal.TryParse(pay.TrimStart('$'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars) && dollars < 1_000_000) cents = (long)Math.Ceiling(dollars * 100);
        else if (pay.Length > 0) problem = "The least pay is not an amount. Write dollars and cents, such as 0.50.";
        _ = Enum.TryParse<MarketOrder>(query["order"], out var order);
        if (!Enum.IsDefined(order)) order = MarketOrder.Newest;
        return new MarketQuery(words.Length > LongestWords ? words[..LongestWords] : words, pay, cents, query["qualified"] == "1", order, Pager.Read(query["page"], LastPage), problem);
    }

    public GroupSearch ToSearch() => new(Words, MinRewardCents, QualifiedOnly, Order, (Page - 1) * MarketView.PageSize, MarketView.PageSize);

    public string Address(string workerId, int page)
    {
        var parts = new List<string>();
        if (Words.Length > 0) parts.Add($"q={Uri.EscapeDataString(Words)}");
        if (MinRewardText.Length > 0) parts.Add($"min={Uri.EscapeDataString(MinRewardText)}");
        if (QualifiedOnly) parts.Add("qualified=1");
        if (Order != MarketOrder.Newest) parts.Add($"order={Order}");
        if (page > 1) parts.Add($"page={page}");
        return parts.Count == 0 ? $"/w/{workerId}" : $"/w/{workerId}?{string.Join('&', parts)}";
    }
}
