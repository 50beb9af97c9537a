using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Tests.Documentation;

namespace Crowdwork.Engine.Tests.Runs;

/// <summary>Every ending under every rule of pay: what is due, what the worker reads, and whether they hand in, agree with each other.</summary>
public sealed class SettlementTests
{
    private const string Page = "docs/runs.md";
    private const decimal Reward = 0.50m;

    private static readonly decimal?[] Amounts = [null, 0m, 0.20m, 0.50m, 0.80m];

    public static TheoryData<PartState> States => new(Enum.GetValues<PartState>());

    [Theory, MemberData(nameof(States))]
    public void Of_EachEndUnderEachConfig_SaysWhatTheLedgerWillSay(PartState state)
    {
        foreach (var config in Configs())
            foreach (var sent in (int[])[0, 1, 2, 9])
            {
                var settled = Settlement.Of(state, sent, config);
                var expected = Expected(state, sent, config);

                Assert.Equal(expected, settled.Due == DueKind.Nothing ? 0m : settled.Amount.Dollars);
                Assert.Equal(state == PartState.Finished ? DueKind.Review : expected > 0 ? DueKind.Owed : DueKind.Nothing, settled.Due);
                // The marketplace pays the whole reward or nothing: whoever gets less must not hand in, or they would get all of it.
                Assert.Equal(state == PartState.Finished || (expected > 0 && expected >= config.Reward), settled.HandsIn);
                if (settled.Due == DueKind.Owed) Assert.Equal($"You will be paid {new Money(expected)}.", settled.Text);
                if (settled.Due == DueKind.Nothing) Assert.DoesNotContain("$", settled.Text ?? "");
                if (settled.Due == DueKind.Review && config.Reward > 0) Assert.Equal($"The reward is {new Money(config.Reward)}.", settled.Text);
            }
    }

    [Fact]
    public void TableOfFinalStates_InTheDocumentation_IsTheTableOfTheCode()
    {
        var rows = Rows();

        Assert.Equal(Enum.GetValues<PartState>().Where(state => state != PartState.Passed).Select(PartStates.NameOf).Append("partnerLeft, early").Order(), rows.Keys.Order());
        foreach (var (name, cells) in rows)
        {
            var early = name == "partnerLeft, early";
            var state = PartStates.Parse(name.Split(',')[0]);
            var config = Config(early ? 0.80m : 0.60m, 0.70m, 0.05m, 0.90m, minMessages: 2);
            var settled = Settlement.Of(state, early ? 1 : 2, config);

            Assert.Equal(PartStates.TextOf(state), cells[1]);
            Assert.Equal(settled.Due, cells[2]);
            Assert.Equal(RuleOf(state, early), cells[3]);
            Assert.Equal(EffectOf(settled.Due), cells[4]);
        }
    }

    [Fact]
    public void TableOfRefusals_InTheDocumentation_NamesEachRefusal()
    {
        string[] refusals = ["blocked", "leftTooOften", "failed", "notQualified", "unique", "perWorker", "timePerDay", "stopped", "concurrent", "full", "busy", "unknownHit", "taken"];

        Assert.Equal(refusals, RowsUnder("Refusals").Select(cells => cells[0].Trim('`')));
    }

    private static decimal Expected(PartState state, int sent, TaskConfig config) => state switch
    {
        PartState.Finished => config.Reward,
        PartState.PartnerLeft => (sent < config.Pay.MinMessages ? config.Pay.PartnerLeftEarly : null) ?? config.Pay.PartnerLeft ?? config.Reward,
        PartState.NobodyCame => config.Waiting.Pay,
        PartState.Stopped or PartState.Fault => config.Pay.WorldFault ?? config.Reward,
        _ => 0m,
    };

    private static IEnumerable<TaskConfig> Configs() =>
        from partnerLeft in Amounts
        from early in Amounts
        from waiting in (decimal[])[0m, 0.05m, 0.50m]
        from fault in Amounts
        from minMessages in (int[])[0, 2]
        select Config(partnerLeft, early, waiting, fault, minMessages);

    private static TaskConfig Config(decimal? partnerLeft, decimal? early, decimal waiting, decimal? fault, int minMessages) => new()
    {
        Title = "T", Reward = Reward, Waiting = new WaitingConfig { Pay = waiting },
        Pay = new PayConfig { PartnerLeft = partnerLeft, PartnerLeftEarly = early, WorldFault = fault, MinMessages = minMessages },
    };

    private static string RuleOf(PartState state, bool early) => state switch
    {
        PartState.Finished => "`reward`",
        PartState.PartnerLeft when early => "`pay.partnerLeftEarly`",
        PartState.PartnerLeft => "`pay.partnerLeft`",
        PartState.NobodyCame => "`waiting.pay`",
        PartState.Stopped or PartState.Fault => "`pay.worldFault`",
        _ => "none",
    };

    private static string EffectOf(string due) => due switch
    {
        DueKind.Review => "reward and fee when approved",
        DueKind.Owed => "what is owed and its fee",
        _ => "none",
    };

    private static Dictionary<string, string[]> Rows() => RowsUnder("Final states").ToDictionary(cells => cells[0].Trim('`'));

    private static IEnumerable<string[]> RowsUnder(string heading) => MarkdownPages.Read(Page).Split('\n')
        .SkipWhile(line => line != $"## {heading}").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Trim('|', ' ').Split(" | ").Select(cell => cell.Trim()).ToArray());
}
