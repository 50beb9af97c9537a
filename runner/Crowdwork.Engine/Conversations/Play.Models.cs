using Crowdwork.Scripting;

namespace Crowdwork.Engine.Conversations;

// Programs in place of workers. A model's function is part of the script and is replayed with it; an endpoint is asked through Once.
internal sealed partial class Play
{
    private const int ModelAttempts = 3;

    private async Task LetModelAnswer(OpenAsk ask)
    {
        try
        {
            var answer = _models![ask.Worker.Role];
            var isForm = ask.PromptKind is PromptKind.Form or PromptKind.Page;
            Refusal? refusal = null;
            for (var attempt = 0; attempt < ModelAttempts; attempt++)
            {
                var text = await answer(new ModelTurn(ask.Worker, ask.Text, ask.Options, isForm ? ask.FieldsJson : null, refusal?.InWords));
                if (!_open.Contains(ask)) return;

                Add(new Act(ActKind.Replied) { Call = ask.Id, Seat = ask.Worker.Seat, Text = text });
                refusal = ask.Answer(new Said(ask.Worker.Seat, ask.Id, "", text, isForm ? text : null), _now);
                if (refusal is null)
                {
                    _open.Remove(ask);
                    return;
                }
            }

            Give(ask, new OnceFailed(ask.Worker.Role, $"the model gave {ModelAttempts} answers that will not do; the last complaint was: {refusal!.InWords}"));
        }
        catch (Exception e) when (e is not ThreadAbortException)
        {
            // The script that awaits the answer gets the exception, as it would from any function it calls.
            Give(ask, e);
        }
    }

    private void Give(OpenAsk ask, Exception exception)
    {
        if (!_open.Remove(ask)) return;
        ask.Fail(exception);
    }

    private Task<string> AskEndpoint(IModelEndpoints endpoints, string endpoint, string? instructions, ModelTurn turn, CallSite at)
    {
        var role = turn.Worker.Role;
        var lines = turn.History.Select(message => new ModelLine(message.From == role, message.Text)).ToList();
        if (turn.Options.Count > 0) lines.Add(new ModelLine(false, $"Answer with exactly one of: {string.Join(" | ", turn.Options)}"));
        if (turn.Form is not null) lines.Add(new ModelLine(false, $"Answer with a JSON object and nothing else. Its fields: {turn.Form}"));
        if (turn.Complaint is not null) lines.Add(new ModelLine(false, $"Your last answer will not do. {turn.Complaint}"));
        return Once($"model {endpoint}", cancelled => endpoints.Complete(endpoint, instructions, lines, cancelled), at);
    }
}
