namespace Amazon.MTurk.Model;

/// <summary>A rule by which the service decides on answers by itself.</summary>
public class ReviewPolicy
{
    /// <summary><c>ScoreMyKnownAnswers/2011-09-01</c> for assignments, <c>SimplePlurality/2011-09-01</c> for HITs.</summary>
    public string? PolicyName { get; set; }

    /// <summary>The settings of the rule.</summary>
    public List<PolicyParameter>? Parameters { get; set; }
}
