// A page around somebody else's page: a robot in a frame, and three questions about it. A test first, a bonus computed here.

#load "orders.csx"

record Row(string Id);
record Practice(string Orders);
record Filled(string Orders, int Usability, int Self, string Feedback);
record Session(string Row, Order[] Orders, int Understood, int Usability, int Self, string Feedback, double Seconds);

Onboard(async worker =>
{
    var practice = await worker.Fill<Practice>("onboarding.html", with: new { });
    return ShowsThatItWasUnderstood(practice.Orders);
});

Review(part => part switch
{
    { Finished: true } when part.Data<Session>() is { } session && session.Orders.Length > 0 && session.Understood == 0
        => Decision.AskAHuman("The robot understood nothing at all"),
    { Finished: true } => Decision.Approve($"{DifferentIn(part.Data<Session>().Orders).Length} different orders", bonus: BonusOf(part.Data<Session>().Orders)),
    _                  => Decision.AskAHuman("Stopped early"),
});

var row = Input<Row>();
// By a name of its own: "worker" is whoever takes the test.
var speaker = await Meet("speaker");
var began = Now;

// Without data of its own the page gets the row; what it does not print, such as how hard the goal is, stays here.
var filled = await speaker.Fill<Filled>("task.html", with: null, within: Minutes(15), check: filled => Read(filled.Orders) switch
{
    null                            => "The list of your orders was damaged on the way. Please give the robot your orders again.",
    { Length: < Least } orders      => $"Please give the robot {Least} orders or more. So far it had {orders.Length}.",
    _                               => null,
});

var orders = Read(filled.Orders)!;
speaker.Save(new Session(row.Id, orders, orders.Count(order => order.Understood), filled.Usability, filled.Self, filled.Feedback, (Now - began).TotalSeconds));
