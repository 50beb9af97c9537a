using System.Text.Json;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Pages;

/// <summary>What a page is rendered with.</summary>
public sealed record PageModel
{
    /// <summary>What <c>Show</c> gave, or the data row, as JSON; null when there is neither.</summary>
    public string? Data { get; init; }

    public string Role { get; init; } = Scripting.Role.Default;

    /// <summary>Reaches the template only where it says <c>worker.id</c>, so that no page prints it by accident.</summary>
    public string? WorkerId { get; init; }

    /// <summary>The page is looked at before the work is accepted.</summary>
    public bool Preview { get; init; }

    /// <summary>When it was shown.</summary>
    public DateTimeOffset Now { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Where chance begins.</summary>
    public int Seed { get; init; }

    /// <summary>The names that a template knows.</summary>
    internal static IReadOnlyList<string> Names { get; } = ["data", "worker", "task", "role", "preview"];

    /// <summary>What a page knows as <c>task</c>, from the settings.</summary>
    public static IReadOnlyDictionary<string, object?> TaskNames(TaskFolder task) => new Dictionary<string, object?>
    {
        ["name"] = task.Name, ["title"] = task.Title, ["description"] = task.Config?.Description, ["keywords"] = task.Config?.Keywords ?? [],
        ["reward"] = task.Config?.Reward ?? 0,
    };

    internal Dictionary<string, object?> ForTemplate(TaskFolder task, bool withWorkerId)
    {
        var worker = new Dictionary<string, object?> { ["role"] = Role };
        if (withWorkerId) worker["id"] = WorkerId;
        return new Dictionary<string, object?>
        {
            ["data"] = Data is null ? null : JsonSerializer.Deserialize<JsonElement>(Data),
            ["worker"] = worker,
            ["task"] = TaskNames(task),
            ["role"] = Role,
            ["preview"] = Preview,
        };
    }
}
