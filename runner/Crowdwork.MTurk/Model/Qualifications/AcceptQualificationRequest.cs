using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.AcceptQualificationRequestAsync"/>.</summary>
public class AcceptQualificationRequestRequest : AmazonMTurkRequest
{
    /// <summary>The request. Required.</summary>
    public string? QualificationRequestId { get; set; }

    /// <summary>The value they get; 1 where nothing is said.</summary>
    public int? IntegerValue { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.AcceptQualificationRequestAsync"/>: it was done, and there is nothing more to say.</summary>
public class AcceptQualificationRequestResponse : AmazonWebServiceResponse
{
}
