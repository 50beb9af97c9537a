namespace Crowdwork.Scripting;

/// <summary>Where in the script a call stands.</summary>
internal readonly record struct CallSite(string File, int Line)
{
    public override string ToString() => $"{Path.GetFileName(File)}:{Line}";
}
