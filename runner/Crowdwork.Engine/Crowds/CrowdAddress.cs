using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Crowds;

/// <summary>A crowd by its name, and where it is: one of the three that everybody has, or one of crowd.json.</summary>
/// <param name="Name">As <c>--crowd</c> and crowd.json call it.</param>
/// <param name="Endpoint">Where its requester API is.</param>
/// <param name="WorkerSite">Where workers find the work; null when nobody has said.</param>
/// <param name="Settings">What crowd.json says of it; null when it says nothing.</param>
public sealed record CrowdAddress(string Name, Uri Endpoint, Uri? WorkerSite, string Region, CrowdEndpoint? Settings)
{
    /// <summary>The marketplace that <c>runner harness</c> and <c>runner marketplace</c> start.</summary>
    public const string Local = "local";

    public const string Sandbox = "sandbox";

    /// <summary>The one with real money. It is never meant unless it is named.</summary>
    public const string Live = "live";

    private static readonly CrowdAddress[] Known =
    [
        new(Local, new Uri("http://localhost:8001"), new Uri("http://localhost:8001"), "us-east-1", null),
        new(Sandbox, new Uri("https://mturk-requester-sandbox.us-east-1.amazonaws.com"), new Uri("https://workersandbox.mturk.com"), "us-east-1", null),
        new(Live, new Uri("https://mturk-requester.us-east-1.amazonaws.com"), new Uri("https://worker.mturk.com"), "us-east-1", null),
    ];

    public bool IsLocal => Name == Local;

    public bool IsLive => Name == Live;

    /// <summary>Whether Amazon runs it. It announced that MTurk ends on 30 September 2026.</summary>
    public bool IsAmazons => Endpoint.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase);

    /// <summary>All crowds that can be named in a project.</summary>
    public static IReadOnlyList<CrowdAddress> All(CrowdSettings settings)
        => [.. Known.Where(known => !settings.Crowds.ContainsKey(known.Name)), .. settings.Crowds.Select(crowd => Of(crowd.Key, crowd.Value))];

    /// <summary>The crowd of a name, or null. What crowd.json says goes before what is known.</summary>
    public static CrowdAddress? Find(CrowdSettings settings, string name) => All(settings).FirstOrDefault(crowd => crowd.Name == name);

    private static CrowdAddress Of(string name, CrowdEndpoint settings) => new(name, settings.Endpoint, settings.WorkerSite, settings.Region, settings);
}
