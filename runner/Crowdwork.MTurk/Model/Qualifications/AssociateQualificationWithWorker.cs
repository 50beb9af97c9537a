using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.AssociateQualificationWithWorkerAsync"/>.</summary>
public class AssociateQualificationWithWorkerRequest : AmazonMTurkRequest
{
    /// <summary>The kind of qualification. Required.</summary>
    public string? QualificationTypeId { get; set; }

    /// <summary>The worker. Required.</summary>
    public string? WorkerId { get; set; }

    /// <summary>The value they get; 1 where nothing is said.</summary>
    public int? IntegerValue { get; set; }

    /// <summary>False: without a mail to the worker. True where nothing is said.</summary>
    public bool? SendNotification { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.AssociateQualificationWithWorkerAsync"/>: it was done, and there is nothing more to say.</summary>
public class AssociateQualificationWithWorkerResponse : AmazonWebServiceResponse
{
}
