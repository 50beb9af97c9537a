using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>What <see cref="IAmazonMTurk.DisassociateQualificationFromWorkerAsync"/> is asked.</summary>
public class DisassociateQualificationFromWorkerRequest : AmazonMTurkRequest
{
    /// <summary>The kind of qualification. Required.</summary>
    public string? QualificationTypeId { get; set; }

    /// <summary>The worker. Required.</summary>
    public string? WorkerId { get; set; }

    /// <summary>What the worker is told, up to 1,024 characters. Null: they get no mail.</summary>
    public string? Reason { get; set; }
}

/// <summary>What <see cref="IAmazonMTurk.DisassociateQualificationFromWorkerAsync"/> answers: that it was done, and nothing more.</summary>
public class DisassociateQualificationFromWorkerResponse : AmazonWebServiceResponse
{
}
