using System.Net;
using System.Text.Json;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Store;
using Crowdwork.Harness.Tests.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Harness.Tests.Money;

/// <summary>Deciding and paying from the command line, as a requester does it.</summary>
public sealed class MoneyCommandsTests : IAsyncLifetime
{
    private LaunchedProject _project = null!;

    public async ValueTask InitializeAsync() => _project = await LaunchedProject.Start();

    public ValueTask DisposeAsync() => _project.DisposeAsync();

    [Fact]
    public async Task Pay_ShowsThenPaysWhatTheRuleProposes()
    {
        var good = await _project.Finish("AGOOD", "It was good.");
        await _project.Finish("ABAD", "It was bad.");
        await _project.Finish("AODD", "Hm.");

        var dry = await _project.Runner("pay", LaunchedProject.Run, "--dry-run", "--json");
        Assert.True(dry.ExitCode == 0, dry.ToString());
        using var plan = JsonDocument.Parse(dry.Out);
        Assert.Equal([(0.60m, "due"), (0.24m, "due"), (0m, "later"), (0m, "later")], plan.RootElement.GetProperty("lines").EnumerateArray().Select(line => (line.GetProperty("cost").GetDecimal(), line.GetProperty("outcome").GetString())).OrderByDescending(line => line.Item1));
        Assert.Equal(0, await _project.Spent());

        var nobody = await _project.Runner("pay", LaunchedProject.Run);
        Assert.Equal(2, nobody.ExitCode);
        Assert.Contains("--yes", nobody.Error);

        var paid = await _project.Runner("pay", LaunchedProject.Run, "--yes");
        Assert.True(paid.ExitCode == 0, paid.ToString());
        Assert.Contains("2 done, $0.84 with fees", paid.Out);
        Assert.Equal(0.84m, await _project.Spent());
        Assert.Equal(Verdict.Approved, (await _project.Crowd.Answer(good, CancellationToken.None))!.Verdict);

        Assert.Contains("0 done", (await _project.Runner("pay", LaunchedProject.Run, "--yes")).Out);
        var books = await _project.Runner("ledger", LaunchedProject.Run, "--reconcile");
        Assert.True(books.ExitCode == 0, books.ToString());
        Assert.Contains("2 payments are the same", books.Out);
    }

    [Fact]
    public async Task ApproveRejectBonusUndo_DoWhatTheySay()
    {
        var one = await _project.Finish("AONE", "Hm.");
        var two = await _project.Finish("ATWO", "Hm.");

        Ok(await _project.Runner("approve", LaunchedProject.Run, one, "--because", "Fine."));
        Ok(await _project.Runner("bonus", LaunchedProject.Run, one, "0.20", "--because", "Better than fine."));
        var again = await _project.Runner("bonus", LaunchedProject.Run, one, "0.20", "--because", "Better than fine.");
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("--key", again.Error);
        var silent = await _project.Runner("reject", LaunchedProject.Run, two);
        Assert.Equal(2, silent.ExitCode);
        Assert.Contains("no reason", silent.Error);
        Ok(await _project.Runner("reject", LaunchedProject.Run, two, "--because", "Empty."));
        Ok(await _project.Runner("note", LaunchedProject.Run, two, "--because", "A pity."));
        Ok(await _project.Runner("undo", LaunchedProject.Run, two, "--because", "It was there."));

        Assert.Equal(0.60m + 0.24m + 0.60m, await _project.Spent());
        using var ledger = JsonDocument.Parse((await _project.Runner("ledger", LaunchedProject.Run, "--json")).Out);
        Assert.Equal((1.44m, 0m), (ledger.RootElement.GetProperty("spent").GetDecimal(), ledger.RootElement.GetProperty("intended").GetDecimal()));
        Ok(await _project.Runner("ledger", LaunchedProject.Run, "--reconcile"));
    }

    [Fact]
    public async Task AllProposed_FollowsTheRule()
    {
        await _project.Finish("AGOOD", "It was good.");
        var bad = await _project.Finish("ABAD", "It was bad.");

        Ok(await _project.Runner("reject", LaunchedProject.Run, "--all-proposed"));
        Ok(await _project.Runner("approve", LaunchedProject.Run, "--all-proposed"));

        Assert.Equal("Nothing was answered.", (await _project.Crowd.Answer(bad, CancellationToken.None))!.Words);
        Assert.Equal(0.84m, await _project.Spent());
    }

    [Fact]
    public async Task Compensate_IsPaidWhenTheWorkerHasCollectedIt()
    {
        await _project.Register("ALOST");
        Ok(await _project.Runner("compensate", LaunchedProject.Run, "ALOST", "0.75", "--because", "Our server lost your answers."));
        var hit = (await _project.Crowd.Hits(CancellationToken.None).ToListAsync(CancellationToken.None)).Single();
        await _project.HandIn("ALOST", hit.Id);

        Ok(await _project.Runner("pay", LaunchedProject.Run, "--yes"));

        Assert.Equal(0.90m, await _project.Spent());
        Ok(await _project.Runner("ledger", LaunchedProject.Run, "--reconcile"));
    }

    [Fact]
    public async Task BlockAndUnblock_ReachTheMarketplaceAndTheStore()
    {
        await _project.Register("ABAD");
        Ok(await _project.Runner("workers", "block", LaunchedProject.Run, "ABAD", "--because", "Insults."));
        Ok(await _project.Runner("workers", "soft-block", LaunchedProject.Run, "ABAD"));
        Assert.Equal("Insults.", (await _project.Crowd.Blocks(CancellationToken.None).ToListAsync(CancellationToken.None)).Single().Reason);
        using (var store = _project.Open()) Assert.Equal(2, store.Qualifications(new WorkerId("ABAD")).Count);

        Ok(await _project.Runner("workers", "unblock", LaunchedProject.Run, "ABAD"));
        Ok(await _project.Runner("workers", "soft-unblock", LaunchedProject.Run, "ABAD"));
        Assert.Empty(await _project.Crowd.Blocks(CancellationToken.None).ToListAsync(CancellationToken.None));
        using (var store = _project.Open()) Assert.Empty(store.Qualifications(new WorkerId("ABAD")));
    }

    [Fact]
    public async Task Queue_ListsProposalsAndDeadlines_WhileAProcessHoldsTheStore()
    {
        await _project.Finish("AGOOD", "It was good.");
        var odd = await _project.Finish("AODD", "Hm.");
        using var held = _project.Open();

        var told = await _project.Runner("queue", LaunchedProject.Run);
        using var asked = JsonDocument.Parse((await _project.Runner("queue", LaunchedProject.Run, "--proposal", "ask", "--json")).Out);

        Ok(told);
        Assert.Contains("rule: approve (Complete)", told.Out);
        Assert.Contains("approves itself", told.Out);
        Assert.Contains("2 parts of 2 workers.", told.Out);
        Assert.Contains("written: the page told nothing about it", told.Out);
        Assert.Contains("0 parts of 0 workers.", (await _project.Runner("queue", LaunchedProject.Run, "--writing", "pasted")).Out);
        Assert.Equal((odd, "waiting"), asked.RootElement.GetProperty("workers")[0].GetProperty("parts")[0] is var part ? (part.GetProperty("assignment").GetString(), part.GetProperty("state").GetString()) : default);
    }

    [Fact]
    public async Task Reconcile_WithADifference_NamesItAndFails()
    {
        var assignment = await _project.Finish("AONE", "Hm.");
        await _project.Crowd.Approve(assignment, null, CancellationToken.None);

        var books = await _project.Runner("ledger", LaunchedProject.Run, "--reconcile");

        Assert.Equal(1, books.ExitCode);
        Assert.Contains(assignment, books.Out);
        Assert.Contains("1 difference", books.Out);
    }

    [Fact]
    public async Task RunThatIsNotThere_IsOneMessage()
    {
        foreach (var command in (string[][])[["pay", "qa-9", "--yes"], ["ledger", "qa-9"], ["approve", "qa-9", "3A"]])
        {
            var told = await _project.Runner(command);
            Assert.Equal(2, told.ExitCode);
            Assert.Contains(LaunchedProject.Run, told.Error);
            Assert.DoesNotContain("   at ", told.Error);
        }
    }

    [Fact]
    public async Task WhileARunHoldsTheStore_TheRequestGoesToItsProcess()
    {
        using var held = _project.Open();
        await using var holder = await Holder.Start("secret", new DecideAnswer([], 1, [new DecideLine("AONE", "3A", "approve", "done", 0.60m, "Fine.", null)], null, 5m));
        new OperatorFile(holder.Address, "secret").Write(_project.RunsFolder);

        var told = await _project.Runner("approve", LaunchedProject.Run, "3A", "--because", "Fine.", "--by", "anna");

        Ok(told);
        Assert.Contains("1 done, $0.60 with fees", told.Out);
        Assert.Equal(("approve", "3A", "Fine.", "anna"), (holder.Asked!.Act, holder.Asked.Assignments[0], holder.Asked.Because, holder.Asked.By));

        new OperatorFile(holder.Address, "wrong").Write(_project.RunsFolder);
        var turnedAway = await _project.Runner("approve", LaunchedProject.Run, "3A");
        Assert.Equal(2, turnedAway.ExitCode);
        Assert.Contains("token", turnedAway.Error);
    }

    [Fact]
    public async Task WhileAnotherProcessHoldsTheStore_AndNobodyCanBeAsked_IsOneMessage()
    {
        using var held = _project.Open();

        var alone = await _project.Runner("approve", LaunchedProject.Run, "3A");
        new OperatorFile(new Uri("http://127.0.0.1:9"), "secret").Write(_project.RunsFolder);
        var dead = await _project.Runner("approve", LaunchedProject.Run, "3A");

        Assert.Equal((2, 2), (alone.ExitCode, dead.ExitCode));
        Assert.Contains("using this store", alone.Error);
        Assert.Contains("does not answer", dead.Error);
        Assert.DoesNotContain("   at ", alone.Error + dead.Error);
    }

    private static void Ok(Running.Outcome outcome) => Assert.True(outcome.ExitCode == 0, outcome.ToString());

    /// <summary>A process that holds the store, as a command sees it.</summary>
    private sealed class Holder : IAsyncDisposable
    {
        private readonly WebApplication _app;

        private Holder(WebApplication app) => _app = app;

        public Uri Address => new(_app.Urls.First());

        public DecideRequest? Asked { get; private set; }

        public static async Task<Holder> Start(string token, DecideAnswer answer)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            var holder = new Holder(app);
            app.MapPost(OperatorFile.DecidePath, async http =>
            {
                if (http.Request.Headers[OperatorFile.TokenHeader] != token)
                {
                    http.Response.StatusCode = (int)HttpStatusCode.Forbidden;
                    return;
                }

                holder.Asked = await http.Request.ReadFromJsonAsync<DecideRequest>(DecideRequest.Json);
                await http.Response.WriteAsJsonAsync(answer, DecideRequest.Json);
            });
            await app.StartAsync();
            return holder;
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
