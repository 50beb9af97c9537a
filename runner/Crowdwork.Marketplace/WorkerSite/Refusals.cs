using Microsoft.AspNetCore.Http;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>What a worker is told about each thing that cannot be done: what happened, and what to do now.</summary>
internal sealed record RefusalText(int Status, string Title, string Text, string Remedy)
{
    private const int NotFound = StatusCodes.Status404NotFound;
    private const int Forbidden = StatusCodes.Status403Forbidden;
    private const int Conflict = StatusCodes.Status409Conflict;
    private const int BadRequest = StatusCodes.Status400BadRequest;

    /// <summary>Where the store is and what ails it is the operator's business, not the workers'.</summary>
    public static RefusalText NoStore { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "The marketplace cannot save anything", "Its disk may be full. What was handed in before is safe; this was not done.", "Try again in a while, or tell whoever runs the marketplace.");

    public static RefusalText Broken { get; } = new(
        StatusCodes.Status500InternalServerError, "This page is broken", "It is a fault of the marketplace, not yours. Its log says what happened.", "Other pages may well work.");

    public static RefusalText Of(WorkRefused refused) => refused.Why switch
    {
        WorkRefusal.WorkerUnknown => new(NotFound, "No such worker", "This marketplace knows nobody of that id.", "Choose a worker from the list, or create a new one."),
        WorkRefusal.WorkerIdTaken => new(Conflict, "This id is taken", "There is a worker of that id already.", "Choose that worker from the list, or write another id."),
        WorkRefusal.WorkerIdMalformed => new(BadRequest, "This is not a worker id", "A worker id begins with A, and goes on with capital letters and digits; at most 64 characters.", "Write another, or leave the field empty and one is made up."),
        WorkRefusal.GroupUnknown => new(NotFound, "This work is not here", "There is no group of HITs at this address, or it is shown only to workers with a certain qualification.", "Look for other work."),
        WorkRefusal.GroupExpired => new(Conflict, "This work has expired", "The requester's time for this group has run out, or its HITs were taken away.", "Look for other work."),
        WorkRefusal.NoPlaceLeft => new(Conflict, "Somebody was faster", "All places in this group are taken.", "Come back in a while: a place is free again when a worker returns a HIT or runs out of time."),
        WorkRefusal.AlreadyDone => new(Conflict, "You have done all of these", "Each worker may hand in a HIT once, and you have done every HIT that is left in this group.", "Look for other work."),
        WorkRefusal.AlreadyHeld => new(Conflict, "You hold this HIT already", "It is in your queue.", "Go on with it there."),
        WorkRefusal.NotQualified => new(Forbidden, "A qualification is missing", "The requester asks for qualifications that you do not have.", "The page of the group lists them; some can be asked for."),
        WorkRefusal.Blocked => new(Forbidden, "This requester has blocked you", "You cannot accept work from this requester. What you hold already you may finish.", "Look for work from others."),
        WorkRefusal.QueueFull => new(Conflict, "Your queue is full", "You hold as many HITs as a worker can.", "Hand one in or return one, then accept this one."),
        WorkRefusal.AssignmentUnknown => new(NotFound, "No such assignment", "Nothing was accepted under this id.", "Your queue has everything that you hold."),
        WorkRefusal.NotYours => new(Forbidden, "Somebody else holds this", "This assignment is another worker's.", "Your queue has everything that you hold."),
        WorkRefusal.AlreadySubmitted => new(Conflict, "This was handed in already", "An assignment is handed in once. The first answers are kept, these were not.", "You need do nothing more for this HIT."),
        WorkRefusal.Returned => new(Conflict, "You returned this HIT", "It was given back and may be with another worker by now.", "Accept it again if there is a place left."),
        WorkRefusal.Abandoned => new(Conflict, "The time for this HIT is over", $"It was not handed in {Until(refused)}, and its place was given back.", "Accept it again if there is a place left. Nothing was counted against you."),
        WorkRefusal.QualificationUnknown => new(NotFound, "No such qualification", "There is no qualification at this address.", "The list has all that can be asked for."),
        WorkRefusal.NotRequestable => new(Forbidden, "This cannot be asked for", "The requester grants this qualification without being asked, or does not grant it any more.", "Look for work that does not need it."),
        WorkRefusal.QualificationHeld => new(Conflict, "You have this qualification", "It was granted to you already.", "You need do nothing."),
        WorkRefusal.RequestPending => new(Conflict, "You have asked for this already", "The requester has not decided yet.", "Wait for the decision; it appears among your qualifications."),
        WorkRefusal.TooEarlyToRetry => new(Conflict, "Not again yet", $"The requester lets you try again {Later(refused)}.", "Come back then."),
        WorkRefusal.NoRetake => new(Forbidden, "This can be asked for once only", "The requester does not allow a second try.", "Look for work that does not need it."),
        WorkRefusal.TestNotStarted => new(Conflict, "The test has not begun", "A test begins on its own page, and its time runs from then.", "Begin the test, then hand it in."),
        WorkRefusal.TestTimeOver => new(Conflict, "The time for the test is over", $"It was not handed in {Until(refused)}. The answers were not graded.", "You may be able to try again later."),
        _ => throw new InvalidOperationException($"Bug in Crowdwork: nothing is said about {refused.Why}."),
    };

    private static string Until(WorkRefused refused) => refused.At is { } at ? $"by {Words.Exact(at)}" : "in time";

    private static string Later(WorkRefused refused) => refused.At is { } at ? $"from {Words.Exact(at)} on" : "later";
}
