using System.Text.Json;

namespace Crowdwork.Web.Pages;

/// <summary>What a page's modules start from, written as JSON into the page.</summary>
/// <remarks>
/// The default encoder of System.Text.Json writes &lt; as \u003C, so no value can close the script element.
/// A relaxed encoder here would be a hole.
/// </remarks>
internal static class BootData
{
    private static readonly JsonSerializerOptions Camel = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Html Of<T>(T data)
    {
        var json = Html.Trusted(JsonSerializer.Serialize(data, Camel));
        return Html.Of($"""<script type="application/json" id="boot">{json}</script>""");
    }
}
