using System.Text.Json.Nodes;
using Crowdwork.Marketplace.Tests.Support;

namespace Crowdwork.Marketplace.Tests.Store;

/// <summary>Requesters and workers do what they like in any order; the books have to balance after every step.</summary>
public sealed class AnyOrderTests
{
    private const int Steps = 400;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task TheBooks_AfterAnythingInAnyOrder_Balance(int seed)
    {
        await using var market = await RunningMarket.Start(options => options with { Requesters = [new("local", "local", "Local", 60m)] });
        var walk = new Walk(market, new Random(seed));
        for (var step = 0; step < Steps; step++)
        {
            await walk.Step();
            await market.Server.Store.Ask(it =>
            {
                Books.Balance(it, 6_000);
                return true;
            });
        }

        Assert.True(walk.CarriedOut > Steps / 4, $"Only {walk.CarriedOut} of {Steps} steps were carried out.");
        Assert.True(walk.Refused > Steps / 20, $"Only {walk.Refused} of {Steps} steps were refused.");
    }

    private sealed class Walk(RunningMarket market, Random dice)
    {
        private readonly List<string> _hits = [];
        private readonly List<(string Worker, string Id)> _assignments = [];

        public int CarriedOut { get; private set; }

        public int Refused { get; private set; }

        public Task Step() => dice.Next(16) switch
        {
            0 or 1 => Publish(),
            2 or 3 or 4 => Accept(),
            5 or 6 or 7 => OfAssignment(async one => (await market.Floor.Submit(one.Worker, one.Id, Some.Answer)).Refused is null),
            8 => OfAssignment(async one => (await market.Floor.Return(one.Worker, one.Id)).Refused is null),
            9 => OfAssignment(one => Call("ApproveAssignment", new { AssignmentId = one.Id, OverrideRejection = dice.Next(2) == 0 })),
            10 => OfAssignment(one => Call("RejectAssignment", new { AssignmentId = one.Id, RequesterFeedback = "No" })),
            11 => OfAssignment(one => Call("SendBonus", new { WorkerId = one.Worker, AssignmentId = one.Id, BonusAmount = "0.13", Reason = "Yes" })),
            12 => OfHit(hit => Call("CreateAdditionalAssignmentsForHIT", new { HITId = hit, NumberOfAdditionalAssignments = dice.Next(1, 4) })),
            13 => OfHit(hit => Call("UpdateExpirationForHIT", new { HITId = hit, ExpireAt = dice.Next(2) == 0 ? 0 : market.Time.GetUtcNow().ToUnixTimeSeconds() + dice.Next(10_000) })),
            14 => OfHit(hit => Call(dice.Next(2) == 0 ? "DeleteHIT" : "UpdateHITReviewStatus", new { HITId = hit })),
            _ => Wait(),
        };

        private async Task Publish()
        {
            var reply = await market.Api.Send("CreateHIT", Some.Hit(new
            {
                Title = $"Kind {dice.Next(3)}",
                Reward = $"0.{dice.Next(100):00}",
                MaxAssignments = dice.Next(1, 13),
                LifetimeInSeconds = dice.Next(30, 5000),
            }));
            Count(reply.Body.Contains("HITId", StringComparison.Ordinal));
            if ((string?)JsonNode.Parse(reply.Body)!["HIT"]?["HITId"] is { } hit)
                _hits.Add(hit);
        }

        private Task Accept() => OfHit(async hit =>
        {
            var worker = await market.Worker($"A{dice.Next(8)}");
            var outcome = await market.Floor.Accept(worker, hit);
            if (outcome.Work is { } work)
                _assignments.Add((worker, work.AssignmentId));
            return outcome.Refused is null;
        });

        private Task Wait()
        {
            market.Time.Advance(TimeSpan.FromSeconds(dice.Next(5) == 0 ? dice.Next(200_000) : dice.Next(400)));
            return Task.CompletedTask;
        }

        private async Task OfHit(Func<string, Task<bool>> act)
        {
            if (_hits.Count > 0)
                Count(await act(_hits[dice.Next(_hits.Count)]));
        }

        private async Task OfAssignment(Func<(string Worker, string Id), Task<bool>> act)
        {
            if (_assignments.Count > 0)
                Count(await act(_assignments[dice.Next(_assignments.Count)]));
        }

        private async Task<bool> Call(string operation, object parameters)
        {
            var reply = await market.Api.Send(operation, parameters);
            Assert.NotEqual(System.Net.HttpStatusCode.InternalServerError, reply.Status);
            return reply.Body.Length == 0;
        }

        private void Count(bool carriedOut)
        {
            if (carriedOut)
                CarriedOut++;
            else
                Refused++;
        }
    }
}
