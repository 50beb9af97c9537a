using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Runs;

/// <summary>What a requester wants of a launch, beside the settings of the task.</summary>
public sealed record LaunchWish
{
    public required CrowdAddress Crowd { get; init; }

    /// <summary>The address under which workers are to reach the run.</summary>
    public required Uri? PublicUrl { get; init; }

    /// <summary>What may be spent, fees included; null for what is planned.</summary>
    public Money? Budget { get; init; }

    public int? Pilot { get; init; }

    /// <summary>How many assignments more than wanted may be paid; null for a tenth of them.</summary>
    public int? Replacements { get; init; }

    public IReadOnlyList<PlannedBonus> PlannedBonuses { get; init; } = [];

    /// <summary>How many workers one conversation takes; null for what the script says.</summary>
    public int? WorkersPerConversation { get; init; }

    public bool PayAsProposed { get; init; }
}

/// <summary>
/// Puts together what a run will be, and says everything that speaks against it, all at once: it knows no network and no disk, so that it can be asked before anything
/// is made anywhere.
/// </summary>
public sealed record LaunchPlan(LaunchTerms Terms, Price Price)
{
    private const int MostRequirements = 10;

    /// <param name="task">The task, with the flags over its settings already.</param>
    /// <param name="rows">How many rows its data have.</param>
    /// <param name="workers">How many workers a conversation takes, by its script.</param>
    /// <param name="wish">What the requester wants.</param>
    /// <param name="problems">What is wrong.</param>
    public static LaunchPlan? Of(TaskFolder task, int rows, int workers, LaunchWish wish, Problems problems)
    {
        if (task.Config is not { } config) return null;
        var file = $"{task.ShownAs}/{ConfigReader.FileName}";
        Check(task, config, file, problems);
        CheckAddress(wish, problems);
        var terms = new LaunchTerms
        {
            Config = config,
            Conversations = config.Conversations ?? Math.Max(1, rows),
            WorkersPerConversation = wish.WorkersPerConversation ?? workers,
            PublicUrl = wish.PublicUrl ?? new Uri("http://localhost"),
            Pilot = wish.Pilot,
            PayAsProposed = wish.PayAsProposed,
            PlannedBonuses = wish.PlannedBonuses,
        };
        terms = terms with { Replacements = wish.Replacements ?? (int)Math.Ceiling(terms.Conversations * terms.WorkersPerConversation / 10.0) };
        if (problems.HasErrors) return null;

        var price = terms.PriceWithin(wish.Budget);
        if (!price.CapCoversWanted)
            problems.Error("--budget", Place.Unknown, $"The budget of {price.Cap} does not cover what is wanted, which is {price.Wanted} with fees.", "Allow more, or want fewer conversations (-n) or a lower reward (-r).");
        return problems.HasErrors ? null : new LaunchPlan(terms, price);
    }

    private static void Check(TaskFolder task, TaskConfig config, string file, Problems problems)
    {
        if (string.IsNullOrWhiteSpace(config.Description))
            problems.Error(file, task.PlaceOf("description"), "A launch needs a \"description\": it is what workers choose by.", "Say what is to be done and how long it takes.");
        var reward = new Money(config.Reward);
        if (reward < Fees.Least) problems.Error(file, task.PlaceOf("reward"), "A launch needs a \"reward\" of at least $0.01.", "Name one in config.json, or with -r 0.50.");
        if (!reward.IsExact) problems.Error(file, task.PlaceOf("reward"), $"The \"reward\" of {config.Reward} is no whole number of cents.", "Marketplaces take nothing finer.");
        var requirements = config.Qualifications.Count + 1 + (config.Limits.Unique ? 1 : 0) + (config.Disconnects.Qualification is null ? 0 : 1) + (config.Limits.TimeQualification is null ? 0 : 1);
        if (requirements > MostRequirements)
            problems.Error(file, task.PlaceOf("qualifications"), $"A marketplace takes {MostRequirements} conditions on its workers at most; with those for limits and blocks these are {requirements}.", "Remove some.");
    }

    private static void CheckAddress(LaunchWish wish, Problems problems)
    {
        if (wish.Crowd.IsLocal) return;
        if (wish.PublicUrl is null)
            problems.Error("crowd.json", Place.Unknown, $"Workers of '{wish.Crowd.Name}' need an address to reach this machine by, and there is none.", "Set \"publicUrl\" to the https address of your proxy or tunnel, or give --public-url.");
        else if (wish.PublicUrl.Scheme != Uri.UriSchemeHttps)
            problems.Error("crowd.json", Place.Unknown, $"The address {wish.PublicUrl} is not https, and browsers show nothing else within the marketplace's page.", "Put a proxy or a tunnel with a certificate before this machine, and set \"publicUrl\" to its address.");
    }
}
