namespace Amazon.MTurk.Model;

/// <summary>One entry of a setting that is a table.</summary>
public class ParameterMapEntry
{
    /// <summary>What is looked up, such as the id of a question.</summary>
    public string? Key { get; set; }

    /// <summary>What is found.</summary>
    public List<string>? Values { get; set; }
}
