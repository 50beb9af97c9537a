namespace Crowdwork.Engine.Tasks;

/// <summary>One role of a conversation, as <c>Meet("...")</c> names it.</summary>
public sealed record RoleConfig
{
    /// <summary>The page that this role sees, .html, .jsx or .tsx. Default: the standard chat page.</summary>
    [FileInTask]
    public string? Page { get; init; }

    /// <summary>Whether the requester plays this role, in the harness or on the run's page, and never a worker of the crowd. Default: false.</summary>
    public bool Operator { get; init; }

    /// <summary>What this role is called in the conversation. Default: the role's own name.</summary>
    [AtMostCharacters(60)]
    public string? Label { get; init; }

    /// <summary>The Markdown file shown beside the chat to this role. Default: instructions.md.</summary>
    [FileInTask]
    public string? Instructions { get; init; }
}
