namespace Amazon.MTurk.Model;

/// <summary>A worker's qualification, with its value.</summary>
public class Qualification
{
    /// <summary>The kind of qualification.</summary>
    public string? QualificationTypeId { get; set; }

    /// <summary>Who has it.</summary>
    public string? WorkerId { get; set; }

    /// <summary>When it was given, UTC.</summary>
    public DateTime? GrantTime { get; set; }

    /// <summary>Its value, or the score of a test.</summary>
    public int? IntegerValue { get; set; }

    /// <summary>Its value where it is a place.</summary>
    public Locale? LocaleValue { get; set; }

    /// <summary>Whether the worker still has it.</summary>
    public QualificationStatus? Status { get; set; }
}
