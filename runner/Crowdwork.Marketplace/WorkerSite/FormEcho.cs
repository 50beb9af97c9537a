using Crowdwork.Marketplace.Pages;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>What somebody has typed into a form of ours, and what is wrong with it, for showing the form again.</summary>
internal sealed record FormEcho(IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Problems)
{
    public static readonly FormEcho Empty = new(new Dictionary<string, string>(), new Dictionary<string, string>());

    public string this[string name] => Values.GetValueOrDefault(name, "");

    public Html Ticked(string name) => Html.When(Values.ContainsKey(name), Html.Trusted(" checked"));

    public Html Invalid(string name) => Html.When(Problems.ContainsKey(name), Html.Of($""" aria-invalid="true" aria-describedby="{name}-problem" """));

    public Html Problem(string name) => Problems.TryGetValue(name, out var problem) ? Html.Of($"""<p class="form-problem" id="{name}-problem">{problem}</p>""") : Html.Empty;
}
