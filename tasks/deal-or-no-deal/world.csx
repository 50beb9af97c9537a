// Deal or no deal. Two people share out a few things; each knows only what the things are worth to themselves. About six minutes.
// They write in turn until one enters a deal; then the other enters it, too. What it is worth is computed here.

#load "deal.csx"
#load "opponent.csx"

const int BeforeADeal = 2;
const int BeforeGivingUp = 10;
const int MostMessages = 30;

Review(part => part switch
{
    { Finished: true } when part.Data<Result>() is { Ending: Ending.Agreed } agreed => Decision.Approve($"Agreed, {agreed.Score} points", bonus: 0.05m * agreed.Score),
    { Finished: true } when part.Data<Result>().Ending == Ending.NoAgreement        => Decision.Approve("Negotiated to the end"),
    { Finished: true }                                                              => Decision.AskAHuman("The two entered different deals"),
    { Left: not null }                                                              => Decision.AskAHuman("Left the game"),
    _ when part.Said(part.Role) >= 2                                                => Decision.Approve("Took part until the partner left"),
    _                                                                               => Decision.AskAHuman("The game had just begun"),
});

var scenario = Input<Scenario>();
if (WhyUnfair(scenario) is { } unfair) throw new InvalidOperationException(unfair);

// Nobody: a second worker. "program": the function in opponent.csx. Anything else: an endpoint that crowd.json names.
if (scenario.Opponent == "program") Model("second", async turn => ProgramSays(scenario, turn));
else if (scenario.Opponent is { } endpoint) Model("second", endpoint: endpoint, instructions: ModelIsTold(scenario));

var (first, second) = await Meet("first", "second", within: Minutes(5));
var messages = 0;
var onTheTable = Said(scenario.Items.Select(item => (item.Count, item.Name)));

await Everyone.Tell($"Your partner is here. On the table: {onTheTable}. Agree on who gets what; without a deal you both get nothing. "
    + "Your partner's values differ from yours.");

try
{
    var (firstClaim, secondClaim) = await Negotiate();
    await Close(firstClaim, secondClaim);
}
catch (WorkerLeft left)
{
    await left.Others.Tell(left.Why switch
    {
        Departure.Disconnected => "Your partner lost the connection and did not come back. It is not your fault, and the game ends here.",
        Departure.Returned     => "Your partner gave the task back. It is not your fault, and the game ends here.",
        _                      => "Your partner did not answer in time. It is not your fault, and the game ends here.",
    });
    throw;
}

async Task<(Claim First, Claim Second)> Negotiate()
{
    var (speaker, listener) = Random.Next(2) == 0 ? (first, second) : (second, first);
    while (messages < MostMessages)
    {
        await Lay("talk");
        var said = await speaker.Ask(messages == 0 ? "You begin. What would you like?" : "Your turn.", check: MayBeSaid);
        if (ClaimIn(said.Text) is { } claim)
        {
            await Lay("claim");
            var answer = await listener.Ask($"{AskedForTheDeal} Your partner has entered a result. Please enter the deal as you understood it, or no agreement.", check: IsAClaim);
            var theirs = ClaimIn(answer.Text)!;
            return speaker == first ? (claim, theirs) : (theirs, claim);
        }

        messages++;
        await listener.Tell(said);
        (speaker, listener) = (listener, speaker);
    }

    await Lay("claim");
    var (a, b) = await All(
        first.Ask($"{AskedForTheDeal} The time to talk is over. Please enter the deal, or no agreement.", check: IsAClaim),
        second.Ask($"{AskedForTheDeal} The time to talk is over. Please enter the deal, or no agreement.", check: IsAClaim));
    return (ClaimIn(a.Text)!, ClaimIn(b.Text)!);
}

async Task Close(Claim firstClaim, Claim secondClaim)
{
    var ending = EndingOf(scenario, firstClaim, secondClaim);
    var firstScore = ending == Ending.Agreed ? WorthOf(scenario, firstClaim, item => item.First) : 0;
    var secondScore = ending == Ending.Agreed ? WorthOf(scenario, secondClaim, item => item.Second) : 0;
    Save(new Outcome(scenario.Id, ending, messages, firstClaim, secondClaim, firstScore, secondScore, second.IsModel));
    first.Save(new Result(ending, firstScore));
    second.Save(new Result(ending, secondScore));

    await Lay("over");
    await first.Tell(Verdict(ending, firstScore));
    await second.Tell(Verdict(ending, secondScore));
}

// What each of them sees on the table. The partner's values never leave the server.
async Task Lay(string phase)
{
    await first.Show(Table(phase, item => item.First));
    await second.Show(Table(phase, item => item.Second));
}

object Table(string phase, Func<Item, int> worth) => new
{
    phase,
    most = Most,
    items = scenario.Items.Select(item => new { name = item.Name, count = item.Count, worth = worth(item) }),
    mayDeal = messages >= BeforeADeal,
    mayGiveUp = messages >= BeforeGivingUp,
};

string? MayBeSaid(Reply reply)
{
    if (ClaimIn(reply.Text) is not { } claim) return null;
    if (messages < BeforeADeal) return "Please talk to your partner first: each of you writes once before a deal can be entered.";
    if (claim.Deal is null && messages < BeforeGivingUp) return $"Please go on a little: you can give up after {BeforeGivingUp} messages.";
    return WhyImpossible(scenario, claim);
}

string? IsAClaim(Reply reply)
    => ClaimIn(reply.Text) is { } claim ? WhyImpossible(scenario, claim) : "Please use the table: choose what you get and press \"Deal agreed\", or press \"No agreement\".";

string Verdict(Ending ending, int score) => ending switch
{
    Ending.NoAgreement                             => "You did not agree, so both of you get 0 points. Next time, try to find something that suits you both.",
    Ending.Contradiction                           => "You and your partner entered different deals, so both get 0 points. A person will look at what you wrote.",
    _ when score >= 9                              => $"You get {score} of {Most} points. That is a great deal!",
    _ when score < 5 || (score < 7 && messages < 4) => $"You get {score} of {Most} points. Thank you for agreeing; you might have got more by insisting a little.",
    _                                              => $"You get {score} of {Most} points. Thank you for finding a deal.",
};
