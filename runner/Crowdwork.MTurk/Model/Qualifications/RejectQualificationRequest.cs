using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.RejectQualificationRequestAsync"/>.</summary>
public class RejectQualificationRequestRequest : AmazonMTurkRequest
{
    /// <summary>The request. Required.</summary>
    public string? QualificationRequestId { get; set; }

    /// <summary>What the worker is told, up to 1,024 characters.</summary>
    public string? Reason { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.RejectQualificationRequestAsync"/>: it was done, and there is nothing more to say.</summary>
public class RejectQualificationRequestResponse : AmazonWebServiceResponse
{
}
