using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.DisassociateQualificationFromWorkerAsync"/>.</summary>
public class DisassociateQualificationFromWorkerRequest : AmazonMTurkRequest
{
    /// <summary>The kind of qualification. Required.</summary>
    public string? QualificationTypeId { get; set; }

    /// <summary>The worker. Required.</summary>
    public string? WorkerId { get; set; }

    /// <summary>What the worker is told, up to 1,024 characters. Null: they get no mail.</summary>
    public string? Reason { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.DisassociateQualificationFromWorkerAsync"/>: it was done, and there is nothing more to say.</summary>
public class DisassociateQualificationFromWorkerResponse : AmazonWebServiceResponse
{
}
