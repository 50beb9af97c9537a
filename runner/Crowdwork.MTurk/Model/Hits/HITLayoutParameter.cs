namespace Amazon.MTurk.Model;

/// <summary>A value for a placeholder of a HIT layout.</summary>
public class HITLayoutParameter
{
    /// <summary>The placeholder.</summary>
    public string? Name { get; set; }

    /// <summary>What takes its place.</summary>
    public string? Value { get; set; }
}
