using System.Globalization;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Amazon.MTurk;
using Amazon.MTurk.Model;
using Amazon.Runtime;

namespace Crowdwork.Engine.Crowds;

/// <summary>A marketplace that speaks MTurk's requester API: ours, Amazon's, or anybody's.</summary>
public sealed partial class MTurkCrowd : ICrowd
{
    private const string NoSuchHit = "AWS.MechanicalTurk.HITDoesNotExist";
    private const int PageSize = 100;

    // MTurk's own word for "now": a time in the past that no clock can disagree about.
    private static readonly DateTime LongAgo = new(2015, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly XNamespace ExternalQuestionSchema = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd";

    private static readonly XNamespace HtmlQuestionSchema = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd";

    private readonly AmazonMTurkClient _client;
    private readonly AWSCredentials _keys;

    private MTurkCrowd(CrowdAddress address, AWSCredentials keys, AmazonMTurkClient client)
    {
        Address = address;
        _keys = keys;
        _client = client;
    }

    public CrowdAddress Address { get; }

    /// <param name="retries">How often a call is tried again that failed for a passing reason. A command that somebody watches should give up early; a run should not.</param>
    /// <exception cref="CrowdFault">There are no keys for it.</exception>
    public static MTurkCrowd Open(CrowdAddress address, Func<string, string?> environment, int retries = 2)
    {
        var keys = CrowdKeys.For(address, environment);
        var config = new AmazonMTurkConfig
        {
            // Always by its address: an AWS_ENDPOINT_URL_MTURK that was left in the environment must not send a rehearsal to the real market, or the other way round.
            ServiceURL = address.Endpoint.AbsoluteUri,
            IgnoreConfiguredEndpointUrls = true,
            AuthenticationRegion = address.Region,
            MaxErrorRetry = retries,
            RetryMode = RequestRetryMode.Standard,
            // The quota of Core's retries is for the whole process: once it is used up by throttling, nothing is tried again.
            ThrottleRetries = false,
            Timeout = TimeSpan.FromSeconds(30),
        };
        return new MTurkCrowd(address, keys, new AmazonMTurkClient(keys, config));
    }

    public async Task<CrowdAccount> Account(CancellationToken cancelled)
    {
        var balance = await Ask(client => client.GetAccountBalanceAsync(new GetAccountBalanceRequest(), cancelled), cancelled);
        var keys = await _keys.GetCredentialsAsync();
        return new CrowdAccount(
            Shortened(keys.AccessKey), Money.Parse(balance.AvailableBalance ?? throw MTurkFaults.Strange(Address, "an account without a balance")), balance.OnHoldBalance is { } held ? Money.Parse(held) : null);
    }

    public async IAsyncEnumerable<PostedHit> Hits([EnumeratorCancellation] CancellationToken cancelled)
    {
        string? next = null;
        do
        {
            var request = new ListHITsRequest { MaxResults = PageSize, NextToken = next };
            var page = await Ask(client => client.ListHITsAsync(request, cancelled), cancelled);
            foreach (var hit in page.HITs ?? []) yield return Posted(hit);
            next = page.NextToken;
        }
        while (next is not null);
    }

    public async Task<PostedHit?> Hit(string id, CancellationToken cancelled)
    {
        try
        {
            var answer = await Ask(client => client.GetHITAsync(new GetHITRequest { HITId = id }, cancelled), cancelled);
            return Posted(answer.HIT ?? throw MTurkFaults.Strange(Address, "a HIT that is none"));
        }
        catch (CrowdFault fault) when (fault.Code == NoSuchHit)
        {
            return null;
        }
    }

    public async Task<string> HitType(HitTerms terms, CancellationToken cancelled)
    {
        var request = new CreateHITTypeRequest
        {
            Title = terms.Title,
            Description = terms.Description,
            Keywords = terms.Keywords.Count == 0 ? null : string.Join(", ", terms.Keywords),
            Reward = terms.Reward.ToWire(),
            AssignmentDurationInSeconds = (long)terms.AssignmentDuration.TotalSeconds,
            AutoApprovalDelayInSeconds = (long)terms.AutoApprovalDelay.TotalSeconds,
            QualificationRequirements = terms.Requirements.Count == 0 ? null : [.. terms.Requirements.Select(MTurkQualifications.Requirement)],
        };
        var answer = await Ask(client => client.CreateHITTypeAsync(request, cancelled), cancelled);
        return answer.HITTypeId ?? throw MTurkFaults.Strange(Address, "a HIT type without an id");
    }

    public async Task<PostedHit> Post(HitOrder order, CancellationToken cancelled)
    {
        var request = new CreateHITWithHITTypeRequest
        {
            HITTypeId = order.HitType,
            LifetimeInSeconds = (long)order.Lifetime.TotalSeconds,
            MaxAssignments = order.Places,
            Question = QuestionOf(order.Page, order.FrameHeight),
            RequesterAnnotation = order.Annotation,
            UniqueRequestToken = order.Token,
        };
        var answer = await Ask(client => client.CreateHITWithHITTypeAsync(request, cancelled), cancelled);
        return Posted(answer.HIT is { HITId.Length: > 0 } hit ? hit : throw MTurkFaults.Strange(Address, "a HIT without an id"));
    }

    public Task Expire(string id, CancellationToken cancelled)
        => Ask(client => client.UpdateExpirationForHITAsync(new UpdateExpirationForHITRequest { HITId = id, ExpireAt = LongAgo }, cancelled), cancelled);

    public Task Delete(string id, CancellationToken cancelled)
        => Ask(client => client.DeleteHITAsync(new DeleteHITRequest { HITId = id }, cancelled), cancelled);

    public void Dispose() => _client.Dispose();

    private async Task<T> Ask<T>(Func<AmazonMTurkClient, Task<T>> call, CancellationToken cancelled)
    {
        try
        {
            return await call(_client);
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException or HttpRequestException or IOException or TaskCanceledException && !cancelled.IsCancellationRequested)
        {
            throw MTurkFaults.Of(Address, e);
        }
    }

    private static string QuestionOf(HitPage page, int frameHeight) => page switch
    {
        HitPage.At at => Xml(ExternalQuestionSchema, "ExternalQuestion", new XElement(ExternalQuestionSchema + "ExternalURL", at.Address.AbsoluteUri), frameHeight),
        HitPage.Itself itself => Xml(HtmlQuestionSchema, "HTMLQuestion", new XElement(HtmlQuestionSchema + "HTMLContent", new XCData(itself.Html)), frameHeight),
        _ => throw new InvalidOperationException($"Bug in Crowdwork: no question for {page}."),
    };

    private static string Xml(XNamespace schema, string name, XElement content, int frameHeight)
        => new XElement(schema + name, content, new XElement(schema + "FrameHeight", frameHeight)).ToString(SaveOptions.DisableFormatting);

    private static PostedHit Posted(HIT hit) => new(
        hit.HITId ?? "", hit.Title ?? "", hit.HITStatus?.Value ?? "", Money.Parse(hit.Reward ?? "0"), When(hit.CreationTime), When(hit.Expiration), hit.MaxAssignments ?? 0,
        hit.NumberOfAssignmentsAvailable ?? 0, hit.NumberOfAssignmentsPending ?? 0, hit.NumberOfAssignmentsCompleted ?? 0, hit.RequesterAnnotation);

    private static DateTimeOffset When(DateTime? time) => time is { } at ? new DateTimeOffset(at.ToUniversalTime()) : DateTimeOffset.UnixEpoch;

    // Enough to tell two accounts apart; an access key is no secret, but a full one in a bug report invites its owner's worry.
    private static string Shortened(string accessKey)
        => accessKey.Length <= 8 ? accessKey : string.Create(CultureInfo.InvariantCulture, $"{accessKey[..4]}…{accessKey[^4..]}");
}
