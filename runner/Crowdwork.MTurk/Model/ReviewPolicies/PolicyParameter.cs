namespace Amazon.MTurk.Model;

/// <summary>One setting of a review policy.</summary>
public class PolicyParameter
{
    /// <summary>Its name.</summary>
    public string? Key { get; set; }

    /// <summary>Its values, where it is a plain one.</summary>
    public List<string>? Values { get; set; }

    /// <summary>Its entries, where it is a table, such as the known answers.</summary>
    public List<ParameterMapEntry>? MapEntries { get; set; }
}
