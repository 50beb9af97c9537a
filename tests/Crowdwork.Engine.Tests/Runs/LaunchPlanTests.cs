using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Tests.Support;

namespace Crowdwork.Engine.Tests.Runs;

public sealed class LaunchPlanTests : IDisposable
{
    private static readonly CrowdAddress Local = new(CrowdAddress.Local, new Uri("http://localhost:8001"), null, "us-east-1", null);
    private static readonly CrowdAddress Live = new(CrowdAddress.Live, new Uri("https://mturk-requester.us-east-1.amazonaws.com"), null, "us-east-1", null);

    private readonly string _folder = Directory.CreateTempSubdirectory("plan-").FullName;

    private static LaunchWish OnLocal { get; } = new() { Crowd = Local, PublicUrl = new Uri("http://localhost:8080/") };

    [Fact]
    public void Of_ATaskThatIsReady_TakesTheSettingsAndTheDefaults()
    {
        var plan = Plan("""{ "title": "T", "description": "D", "reward": 0.50, "conversations": 20 }""", OnLocal, out var problems, workers: 2);

        Assert.Empty(problems);
        Assert.Equal((20, 2, 4), (plan!.Terms.Conversations, plan.Terms.WorkersPerConversation, plan.Terms.Replacements));
        Assert.Equal(new Money(0.60m), plan.Terms.PerPlace);
        Assert.Equal(new Money(24m), plan.Price.Wanted);
        Assert.Equal(new Money(26.40m), plan.Price.Cap);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(7, 7)]
    public void Of_NoNumberOfConversations_IsOnePerRow(int rows, int conversations)
        => Assert.Equal(conversations, Plan("""{ "title": "T", "description": "D", "reward": 0.50 }""", OnLocal, out _, rows)!.Terms.Conversations);

    [Fact]
    public void Of_EverythingWrong_SaysAllOfItAtOnceWithPlaceAndRemedy()
    {
        const string settings = """
            {
              "title": "T",
              "reward": 0.50,
              "qualifications": [
                { "name": "a" }, { "name": "b" }, { "name": "c" }, { "name": "d" }, { "name": "e" }, { "name": "f" }, { "name": "g" }, { "name": "h" }, { "name": "i" }
              ],
              "limits": { "unique": true },
              "disconnects": { "max": 1, "qualification": "left" },
            }
            """;

        Assert.Null(Plan(settings, OnLocal with { Crowd = Live, PublicUrl = null }, out var problems, flags: new LaunchFlags { Reward = 0.505m }));

        Assert.Contains(problems, problem => problem.Message.Contains("\"description\"", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Message.Contains("no whole number of cents", StringComparison.Ordinal) && problem.Line == 3);
        Assert.Contains(problems, problem => problem.Message.Contains("10 conditions", StringComparison.Ordinal) && problem.Message.Contains("12", StringComparison.Ordinal) && problem.Line == 4);
        Assert.Contains(problems, problem => problem.Message.Contains("need an address", StringComparison.Ordinal));
        Assert.All(problems, problem => Assert.False(string.IsNullOrWhiteSpace(problem.Remedy), problem.ToString()));
    }

    [Fact]
    public void Of_NoReward_AsksForOne()
        => Assert.Contains("at least $0.01", Refusals("""{ "title": "T", "description": "D" }""", OnLocal));

    [Fact]
    public void Of_AnAddressWithoutTls_IsRefusedForRealCrowdsOnly()
    {
        const string settings = """{ "title": "T", "description": "D", "reward": 0.50 }""";

        Assert.Contains("is not https", Refusals(settings, OnLocal with { Crowd = Live, PublicUrl = new Uri("http://lab.example/") }));
        Assert.NotNull(Plan(settings, OnLocal, out _));
        Assert.NotNull(Plan(settings, OnLocal with { Crowd = Live, PublicUrl = new Uri("https://lab.example/") }, out _));
    }

    [Theory]
    [InlineData(0.59, false)]
    [InlineData(0.60, true)]
    [InlineData(9.00, true)]
    public void Of_ABudget_IsTheCapAndHasToCoverWhatIsWanted(double budget, bool covers)
    {
        var plan = Plan("""{ "title": "T", "description": "D", "reward": 0.50 }""", OnLocal with { Budget = new Money((decimal)budget) }, out var problems);

        Assert.Equal(covers, plan is not null);
        if (covers) Assert.Equal((decimal)budget, plan!.Price.Cap.Dollars);
        else Assert.Contains("does not cover", string.Join('\n', problems));
    }

    [Fact]
    public void Of_TheWish_IsInTheTerms()
    {
        var wish = OnLocal with { Pilot = 3, Replacements = 7, WorkersPerConversation = 4, PayAsProposed = true, PlannedBonuses = [new PlannedBonus(2, new Money(0.10m))] };

        var terms = Plan("""{ "title": "T", "description": "D", "reward": 0.50 }""", wish, out _)!.Terms;

        Assert.Equal((3, 7, 4, true), (terms.Pilot, terms.Replacements, terms.WorkersPerConversation, terms.PayAsProposed));
        Assert.Equal([new PlannedBonus(2, new Money(0.10m))], terms.PlannedBonuses);
    }

    [Fact]
    public void Flags_NoneGiven_LeaveTheSettings()
    {
        var config = Everything();

        Assert.Equal(Json(config), Json(new LaunchFlags().Over(config)));
    }

    /// <summary>Every flag has a key of its own that it stands in place of: all of them together change all of those, and each of them one.</summary>
    [Fact]
    public void Flags_EachGivenAlone_ChangesItsOwnKeyAndNoOther()
    {
        var config = new TaskConfig { Title = "T" };
        var given = Given();
        Assert.Equal(typeof(LaunchFlags).GetProperties().Select(property => property.Name).Order(), given.Keys.Order());

        var changed = new List<string>();
        foreach (var (name, value) in given)
        {
            var flags = new LaunchFlags();
            typeof(LaunchFlags).GetProperty(name)!.SetValue(flags, value);
            var (before, after) = (Leaves(config), Leaves(flags.Over(config)));
            var keys = after.Where(leaf => !before.TryGetValue(leaf.Key, out var old) || old != leaf.Value).Select(leaf => leaf.Key).ToArray();
            changed.Add(Assert.Single(keys));
        }

        Assert.Equal(changed.Count, changed.Distinct().Count());
    }

    [Fact]
    public void Terms_WithEveryKeyOfTheConfigSet_ComeBackAsTheyWere()
    {
        var terms = new LaunchTerms
        {
            Config = Everything(), Conversations = 12, WorkersPerConversation = 3, PublicUrl = new Uri("https://lab.example/a/"), Pilot = 2, PayAsProposed = true,
            PlannedBonuses = [new PlannedBonus(20, new Money(0.50m))], Replacements = 4,
        };
        foreach (var (key, value) in Leaves(new TaskConfig { Title = "T" })) Assert.True(Leaves(terms.Config).GetValueOrDefault(key) != value, $"{key} is not set, and not tried");

        var back = LaunchTerms.Of(new LaunchRow(new RunId("r"), "local", "h", "T", 1, 0, terms.ToJson(), null));

        Assert.Equal(terms.ToJson(), back.ToJson());
        Assert.Equal(Json(terms.Config), Json(back.Config));
        Assert.Equal((terms.Conversations, terms.WorkersPerConversation, terms.PublicUrl, terms.Pilot, terms.Replacements), (back.Conversations, back.WorkersPerConversation, back.PublicUrl, back.Pilot, back.Replacements));
        Assert.Equal(terms.PlannedBonuses, back.PlannedBonuses);
        Assert.Equal(terms.PerPlace, back.PerPlace);
        Assert.True(back.PayAsProposed);
    }

    [Theory]
    [InlineData(Comparison.Exists, true)]
    [InlineData(Comparison.DoesNotExist, false)]
    public void Terms_AskingForMasters_CostMore(Comparison comparison, bool more)
    {
        var terms = new LaunchTerms
        {
            Config = new TaskConfig { Title = "T", Reward = 1m, Qualifications = [new QualificationRule { Name = "masters", Is = comparison }] }, Conversations = 1, WorkersPerConversation = 1,
            PublicUrl = new Uri("http://localhost"),
        };

        Assert.Equal(new Money(more ? 1.25m : 1.20m), terms.PerPlace);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Dictionary<string, object> Given() => new()
    {
        ["Conversations"] = 3, ["Reward"] = 0.75m, ["Unique"] = true, ["UniqueQualification"] = "u", ["PerWorker"] = 4, ["ConcurrentPerWorker"] = 2, ["Connections"] = 9,
        ["TimePerDay"] = TimeSpan.FromHours(2), ["TimeQualification"] = "t", ["CountComplete"] = true, ["AutoApprovalDelay"] = TimeSpan.FromDays(1), ["AssignmentDuration"] = TimeSpan.FromMinutes(5),
        ["Lifetime"] = TimeSpan.FromHours(1), ["MaxDisconnects"] = 2, ["HardBlock"] = true, ["DisconnectQualification"] = "d", ["BlockQualification"] = "b", ["MinMessages"] = 6, ["Overlaunch"] = 1.5,
    };

    private static TaskConfig Everything() => new()
    {
        Title = "Title", Description = "Description", Keywords = ["one", "two"], Reward = 0.55m, Conversations = 12, AssignmentDuration = TimeSpan.FromMinutes(11), Lifetime = TimeSpan.FromDays(2),
        AutoApprovalDelay = TimeSpan.FromHours(5), AnswerWithin = TimeSpan.FromSeconds(90), Data = "data.csv", Preview = "preview.html", BlockQualification = "blocked", CountComplete = true, Overlaunch = 1.25,
        FrameHeight = 700, BlockMobile = true, Signals = false,
        Roles = new Dictionary<string, RoleConfig> { ["buyer"] = new() { Page = "Buyer.jsx", Operator = true, Label = "the buyer", Instructions = "buyer.md" } },
        Onboarding = new OnboardingConfig { Qualification = "tested", Retries = 2 },
        Qualifications = [new QualificationRule { Name = "country", Is = Comparison.In, Countries = ["DE"], Guards = Guards.Discover }, new QualificationRule { Name = "level", Is = Comparison.NotIn, Values = [1, 2] }],
        Limits = new LimitsConfig { Unique = true, UniqueQualification = "u", PerWorker = 1, ConcurrentPerWorker = 2, Connections = 30, TimePerDay = TimeSpan.FromHours(3), TimeQualification = "t" },
        Waiting = new WaitingConfig { Within = TimeSpan.FromMinutes(4), Pay = 0.06m },
        Disconnects = new DisconnectsConfig { Grace = TimeSpan.FromSeconds(20), Max = 3, Per = TimeSpan.FromDays(7), Block = true, Qualification = "left" },
        Pay = new PayConfig { PartnerLeft = 0.30m, PartnerLeftEarly = 0.10m, MinMessages = 4, WorldFault = 0.25m },
    };

    private static string Json(TaskConfig config) => System.Text.Json.JsonSerializer.Serialize(config, ConfigJson.Options);

    private static Dictionary<string, string> Leaves(TaskConfig config)
    {
        var leaves = new Dictionary<string, string>();
        Walk("", System.Text.Json.Nodes.JsonNode.Parse(Json(config))!);
        return leaves;

        void Walk(string way, System.Text.Json.Nodes.JsonNode? node)
        {
            if (node is System.Text.Json.Nodes.JsonObject { Count: > 0 } group)
                foreach (var (key, value) in group) Walk($"{way}.{key}", value);
            else leaves[way] = node?.ToJsonString() ?? "null";
        }
    }

    private string Refusals(string settings, LaunchWish wish)
    {
        Assert.Null(Plan(settings, wish, out var problems));
        return string.Join('\n', problems);
    }

    private LaunchPlan? Plan(string settings, LaunchWish wish, out Problems problems, int rows = 0, int workers = 1, LaunchFlags? flags = null)
    {
        var folder = Path.Combine(_folder, "task");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), settings);
        File.WriteAllText(Path.Combine(folder, "world.csx"), "await Meet();");
        problems = new Problems();
        var task = TaskFolder.Read(folder, "tasks/task");
        return LaunchPlan.Of(flags is null ? task : task.With(flags.Over(task.Config!)), rows, workers, wish, problems);
    }
}
