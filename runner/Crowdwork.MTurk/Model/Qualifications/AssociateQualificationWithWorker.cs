using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>What <see cref="IAmazonMTurk.AssociateQualificationWithWorkerAsync"/> is asked.</summary>
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

/// <summary>What <see cref="IAmazonMTurk.AssociateQualificationWithWorkerAsync"/> answers: that it was done, and nothing more.</summary>
public class AssociateQualificationWithWorkerResponse : AmazonWebServiceResponse
{
}
