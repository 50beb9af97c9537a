using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>What <see cref="IAmazonMTurk.AcceptQualificationRequestAsync"/> is asked.</summary>
public class AcceptQualificationRequestRequest : AmazonMTurkRequest
{
    /// <summary>The request. Required.</summary>
    public string? QualificationRequestId { get; set; }

    /// <summary>The value they get; 1 where nothing is said.</summary>
    public int? IntegerValue { get; set; }
}

/// <summary>What <see cref="IAmazonMTurk.AcceptQualificationRequestAsync"/> answers: that it was done, and nothing more.</summary>
public class AcceptQualificationRequestResponse : AmazonWebServiceResponse
{
}
