namespace Amazon.MTurk.Model;

/// <summary>What a worker needs in order to see, preview or take a HIT.</summary>
public class QualificationRequirement
{
    /// <summary>
    /// The qualification: a requester's own, or one of the system's, such as <c>00000000000000000071</c> for the location.
    /// </summary>
    public string? QualificationTypeId { get; set; }

    /// <summary>How the worker's value is compared.</summary>
    public Comparator? Comparator { get; set; }

    /// <summary>
    /// What it is compared with. One integer; up to 15 with <c>In</c> and <c>NotIn</c>; none with <c>Exists</c> and <c>DoesNotExist</c>.
    /// </summary>
    public List<int>? IntegerValues { get; set; }

    /// <summary>
    /// For the location, what it is compared with. One place with <c>EqualTo</c> and <c>NotEqualTo</c>, up to 30 with <c>In</c> and
    /// <c>NotIn</c>.
    /// </summary>
    public List<Locale>? LocaleValues { get; set; }

    /// <summary>The older way to say <c>PreviewAndAccept</c>. Not together with <see cref="ActionsGuarded"/>.</summary>
    public bool? RequiredToPreview { get; set; }

    /// <summary>What a worker without it is kept from.</summary>
    public HITAccessActions? ActionsGuarded { get; set; }
}
