// An interview that survives its guests: who leaves is replaced from the waiting room, and where nobody comes a program takes over. About eight minutes.

record Topic(string Id, string Hobby, string[] Answers);
record Exchange(int Number, string Question, string Answer, string By, double Seconds);
record Interview(string Topic, Exchange[] Exchanges, string Summary, int Guests, bool EndedWithAProgram);
record Answered(string Topic, int Questions);

const int Questions = 5;
const int MostGuests = 3;

Review(part => part switch
{
    { Finished: true, Role: "interviewer" }          => Decision.Approve("Held the interview"),
    { Finished: true } when part.Has<Answered>()     => Decision.Approve($"Answered {part.Data<Answered>().Questions} questions"),
    { Left: not null } when part.Said(part.Role) > 0 => Decision.AskAHuman("Left in the middle"),
    { Left: not null }                               => Decision.AskAHuman("Left before saying anything"),
    _ when part.Said(part.Role) > 0                  => Decision.Approve("Took part until the interviewer left"),
    _                                                => Decision.AskAHuman("It had just begun"),
});

var topic = Input<Topic>();

var exchanges = new List<Exchange>();
var guests = 0;

// It says what stands in the data, and tells everybody that it is a program. Put an endpoint here to let a language model do it.
Model("understudy", async turn => topic.Answers[exchanges.Count % topic.Answers.Length]);

var (interviewer, guest) = await Begin();

while (exchanges.Count < Questions)
{
    // Who asks may take the conversation with them: without an interviewer there is none.
    var question = await Question();
    await Hear(question);
}

var summary = await interviewer.Ask("That was the last answer. Please sum up what you have learned, in two or three sentences.",
    check: reply => reply.Words < 8 ? "Please write two or three whole sentences." : null);

Save(new Interview(topic.Id, [.. exchanges], summary.Text, guests, guest.IsModel));
if (!guest.IsModel && guest.Left is null) guest.Save(new Answered(topic.Id, exchanges.Count(exchange => exchange.By == guest.Id)));
await Everyone.StillHere.Tell("The interview is over. Thank you!");

// Two minutes in the waiting room are enough: then whoever is there interviews the program.
async Task<(Worker Interviewer, Worker Guest)> Begin()
{
    try
    {
        var (asks, answers) = await Meet("interviewer", "guest", within: Minutes(2));
        guests++;
        await Receive(asks);
        await Greet(answers, asks);
        return (asks, answers);
    }
    catch (NobodyCame)
    {
        var (asks, program) = await Meet("interviewer", "understudy");
        await Receive(asks);
        await asks.Tell("Nobody else is there at the moment, so a program plays your guest.");
        return (asks, program);
    }
}

async Task Receive(Worker newcomer)
{
    await newcomer.Show(new { topic.Hobby, You = "ask five questions, and sum up the answers at the end" });
    await newcomer.Tell($"You are the interviewer. Your guest's hobby is {topic.Hobby}.");
}

async Task<Reply> Question()
{
    try
    {
        return await interviewer.Ask($"Question {exchanges.Count + 1} of {Questions}:", check: reply => reply.Words < 3 ? "Please ask a whole question." : null);
    }
    catch (WorkerLeft left)
    {
        Save(new Interview(topic.Id, [.. exchanges], "", guests, guest.IsModel));
        await left.Others.Tell("The interviewer has left, so the interview ends here. It is not your fault.");
        throw;
    }
}

// Asks until somebody has answered: this guest, the next one, or in the end the program.
async Task Hear(Reply question)
{
    while (true)
    {
        try
        {
            if (guest.Left is null) await guest.Tell(question);
            var answer = await guest.Ask(guest.IsModel ? question.Text : "Your answer:");
            exchanges.Add(new Exchange(exchanges.Count + 1, question.Text, answer.Text, guest.IsModel ? "program" : guest.Id, answer.Took.TotalSeconds));
            await interviewer.Tell(answer);
            return;
        }
        catch (WorkerLeft left) when (left.Who == guest)
        {
            await interviewer.Tell("Your guest has left. We are looking for another one; please stay. Your question is kept.");
            guest = await FindAGuest();
        }
    }
}

async Task<Worker> FindAGuest()
{
    if (guests < MostGuests)
    {
        try
        {
            // Whoever has waited longest in the room, for this or another interview.
            var found = (await Meet(["guest"], within: Minutes(2)))["guest"];
            guests++;
            await Greet(found, interviewer);
            return found;
        }
        catch (NobodyCame)
        {
        }
    }

    await interviewer.Tell("Nobody is there at the moment, so a program plays your guest from here on.");
    return (await Meet(["understudy"], within: Seconds(30)))["understudy"];
}

// Whoever comes late is told what was said.
async Task Greet(Worker newcomer, Worker host)
{
    await newcomer.Show(new { topic.Hobby, You = "have this hobby, or play somebody who has it" });
    await newcomer.Tell(exchanges.Count == 0
        ? $"You are the guest. You will be asked about {topic.Hobby}."
        : $"You are the guest and take the place of somebody who had to go. You will be asked about {topic.Hobby}. This is what was said so far:");
    foreach (var exchange in exchanges)
    {
        await newcomer.Tell(exchange.Question, from: host);
        await newcomer.Tell($"(before you) {exchange.Answer}");
    }

    await host.Tell(exchanges.Count == 0 ? "Your guest is here." : "There is a new guest. They have read what was said.");
}
