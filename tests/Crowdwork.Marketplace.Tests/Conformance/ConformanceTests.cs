using System.Collections.Concurrent;
using Amazon.MTurk;
using Crowdwork.Marketplace.Tests.Conformance.Clients;

namespace Crowdwork.Marketplace.Tests.Conformance;

/// <summary>
/// The same tour through the marketplace with three clients that share no code: ours, boto3, and Amazon's SDK for JavaScript. Where client and
/// marketplace were written by the same people, only other people's clients can tell whether both understood the API.
/// </summary>
public sealed class ConformanceTests
{
    private static readonly ConcurrentDictionary<string, bool> Said = [];

    // All three set out at once: most of a walk is waiting, for the disk and for clients that pause before they try again.
    private static readonly Lazy<Walks> Walking = new(() => new Walks(
        Walked(url => new OwnClient(url)),
        Installed.WhyNotBoto3() is null ? Walked(SpokenClient.Boto3) : null,
        Installed.WhyNotJavaScript() is null ? Walked(SpokenClient.JavaScript) : null));

    [Fact]
    public void Tour_ComesByEveryOperation()
    {
        var operations = typeof(IAmazonMTurk).GetMethods().Select(method => method.Name).Where(name => name.EndsWith("Async", StringComparison.Ordinal)).Select(name => name[..^5]);
        var visited = Tour.Read().Steps.Select(step => step.Call ?? step.Pages);

        Assert.Empty(operations.Except(visited));
    }

    [Fact]
    public async Task OwnClient_SeesWhatTheTourSays() => AssertNoSurprise(await Walking.Value.Own);

    [Fact]
    public async Task Boto3_SeesWhatTheTourSays()
    {
        SkipLoudly(Installed.WhyNotBoto3());
        AssertNoSurprise(await Walking.Value.Boto3!);
    }

    [Fact]
    public async Task JavaScriptSdk_SeesWhatTheTourSays()
    {
        SkipLoudly(Installed.WhyNotJavaScript());
        AssertNoSurprise(await Walking.Value.JavaScript!);
    }

    [Fact]
    public async Task Boto3_SeesTheSameAsOurClient()
    {
        SkipLoudly(Installed.WhyNotBoto3());
        AssertSame(await Walking.Value.Own, await Walking.Value.Boto3!);
    }

    [Fact]
    public async Task JavaScriptSdk_SeesTheSameAsOurClient()
    {
        SkipLoudly(Installed.WhyNotJavaScript());
        AssertSame(await Walking.Value.Own, await Walking.Value.JavaScript!);
    }

    private static async Task<Walk> Walked(Func<string, IClient> start)
    {
        await using var stage = await Stage.Open();
        await using var client = start(stage.Url);
        return await new Guide(Tour.Read(), client, stage).Lead();
    }

    private static void AssertNoSurprise(Walk walk) => Assert.True(walk.Surprises.Count == 0, string.Join('\n', walk.Surprises));

    private static void AssertSame(Walk ours, Walk theirs)
    {
        var differences = ours.Notes.Zip(theirs.Notes).Where(pair => pair.First != pair.Second).Select(pair => $"we saw   {pair.First}\nthey saw {pair.Second}").ToArray();

        Assert.Equal(ours.Notes.Count, theirs.Notes.Count);
        Assert.True(differences.Length == 0, string.Join("\n\n", differences));
    }

    // Reasons of skipped tests are easily overlooked, so each is also said aloud, once.
    private static void SkipLoudly(string? whyNot)
    {
        if (whyNot is null) return;
        if (Said.TryAdd(whyNot, true)) TestContext.Current.SendDiagnosticMessage(whyNot);
        Assert.Skip(whyNot);
    }

    private sealed record Walks(Task<Walk> Own, Task<Walk>? Boto3, Task<Walk>? JavaScript);
}
