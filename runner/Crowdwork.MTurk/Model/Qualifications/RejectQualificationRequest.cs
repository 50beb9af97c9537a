using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>What <see cref="IAmazonMTurk.RejectQualificationRequestAsync"/> is asked.</summary>
public class RejectQualificationRequestRequest : AmazonMTurkRequest
{
    /// <summary>The request. Required.</summary>
    public string? QualificationRequestId { get; set; }

    /// <summary>What the worker is told, up to 1,024 characters.</summary>
    public string? Reason { get; set; }
}

/// <summary>What <see cref="IAmazonMTurk.RejectQualificationRequestAsync"/> answers: that it was done, and nothing more.</summary>
public class RejectQualificationRequestResponse : AmazonWebServiceResponse
{
}
