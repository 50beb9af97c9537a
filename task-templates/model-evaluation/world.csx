// A model answers a question; a worker rates the answer.

record Question(string Id, string Text, string? Model);
record Rating(
    [property: Display(Name = "From 0 (useless) to 10 (perfect)")][property: Range(0, 10)] int Score,
    [property: Display(Name = "Why?")][property: StringLength(600)] string? Reason);
record Rated(string Question, string Model, string Answer, int Score, string? Reason);

Review(part => part.Finished ? Decision.Approve("Rated") : Decision.AskAHuman("Stopped early"));

var question = Input<Question>();

// A row with "model" names an endpoint under "models" in crowd.json. Until there is one, this stands in for it.
if (question.Model is { } endpoint) Model("model", endpoint: endpoint, instructions: "Answer in at most three sentences.");
else Model("model", async turn => $"That depends on what you mean by \"{turn.Prompt.TrimEnd('?')}\".");

var (worker, model) = await Meet("worker", "model");
var answer = await model.Ask(question.Text);

await worker.Show(new { Question = question.Text, Answer = answer.Text });
var rating = await worker.Fill<Rating>("How good is the answer?");

Save(new Rated(question.Id, question.Model ?? "stand-in", answer.Text, rating.Score, rating.Reason));
await worker.Tell("Thank you for your rating!");
