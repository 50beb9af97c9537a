using Crowdwork.Scripting;

namespace Crowdwork.Engine.Conversations;

/// <summary>The kinds of prompts by their names in the journal and in the protocol.</summary>
internal static class Prompts
{
    public const string Text = "text";
    public const string Choice = "choice";
    public const string Form = "form";
    public const string Page = "page";
    public const string Next = "next";

    public static string NameOf(PromptKind kind) => kind switch
    {
        PromptKind.Text => Text,
        PromptKind.Choice => Choice,
        PromptKind.Form => Form,
        PromptKind.Page => Page,
        _ => Next,
    };
}
