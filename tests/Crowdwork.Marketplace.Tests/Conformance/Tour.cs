using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crowdwork.Marketplace.Tests.Conformance;

/// <summary>The steps of tour.json, whose head says how they read.</summary>
internal sealed record Tour(IReadOnlyDictionary<string, string> Let, IReadOnlyList<Step> Steps)
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    public static Tour Read() => JsonSerializer.Deserialize<Tour>(File.ReadAllText(Path.Combine(Folder(), "tour.json")), Reading)!;

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

/// <summary>One step: something a requester calls, a worker does, or that happens to the marketplace.</summary>
internal sealed record Step
{
    public string? Call { get; init; }

    public string? Pages { get; init; }

    public JsonObject With { get; init; } = [];

    public string As { get; init; } = "alice";

    public JsonObject? Expect { get; init; }

    public ExpectedFailure? Fails { get; init; }

    public IReadOnlyDictionary<string, string> Keep { get; init; } = new Dictionary<string, string>();

    public string? Of { get; init; }

    public int[]? Sizes { get; init; }

    public int Times { get; init; } = 1;

    public string? Worker { get; init; }

    public string? Does { get; init; }

    public string? From { get; init; }

    public string? Group { get; init; }

    public string? Assignment { get; init; }

    public string? Qualification { get; init; }

    public IReadOnlyDictionary<string, string>? Answers { get; init; }

    public string? Refused { get; init; }

    public TimeSpan? Clock { get; init; }

    // Told apart from a step without it: null ends all trouble.
    public JsonElement Trouble { get; init; }
}

/// <param name="Says">The whole message.</param>
/// <param name="Has">A part of the message.</param>
internal sealed record ExpectedFailure(string Type, string? Code = null, string? Says = null, string? Has = null, int? Status = null);
