using System.Text.Json.Nodes;

namespace Crowdwork.Marketplace.Tests.Conformance.Clients;

/// <summary>A client of MTurk's requester API that somebody wrote, as the tour drives it.</summary>
/// <remarks>
/// <code>
///   tour.json --> Guide --Call--> our client | boto3 | SDK for JavaScript --HTTP--> marketplace
///                  ^                                                                   |
///                  +----------------- workers, clock, troubles, by hand ---------------+
/// </code>
/// Answers come as JSON with the members' own names and points in time in seconds since 1970: the common form in which they can be compared.
/// </remarks>
internal interface IClient : IAsyncDisposable
{
    Task<Outcome> Call(Call call);
}

/// <param name="Pages">Run through all pages with the client's own paginator.</param>
internal sealed record Call(string Operation, JsonObject Parameters, string Key, string Secret, bool Pages = false);

/// <summary>What a client told: the answer (or all pages), or why there is none.</summary>
internal sealed record Outcome(IReadOnlyList<JsonObject> Answers, Failure? Failure);

/// <param name="Type">The family: RequestError, ValidationException, ...</param>
/// <param name="Code">The TurkErrorCode; only of the two families that the API declares, since other clients drop it elsewhere.</param>
internal sealed record Failure(string Type, string Message, string? Code, int Status);
