using System.Text.Json;
using System.Text.Json.Nodes;
using Crowdwork.Engine.Conversations;
using Crowdwork.Scripting;
using Crowdwork.Scripting.Bots;

namespace Crowdwork.Engine.Bots;

/// <summary>
/// What a worker's page knows, without the page: it reads the server's frames as docs/protocol.md has them, and writes those of the page.
/// </summary>
/// <remarks>
/// <code>
///   frames --Hear--> role, messages, open prompts, what is shown, how it ended
///   Answer --------> outbox --(until it is acknowledged)--> frames
/// </code>
/// It neither waits nor sends. Whoever holds it guards it; it is not safe for several threads.
/// </remarks>
internal sealed class BotPage(string tab)
{
    private readonly List<Message> _messages = [];
    private readonly List<BotPrompt> _prompts = [];
    private readonly List<Outgoing> _outbox = [];
    private readonly Dictionary<string, Acknowledgement> _answers = [];
    private int _lastMessage;
    private int _promised;

    /// <summary>The random name of this page view.</summary>
    public string Tab => tab;

    /// <summary>0 in the waiting room.</summary>
    public long Conversation { get; private set; }

    public int Edition { get; private set; }

    public int Seq { get; private set; }

    /// <summary>How often the server has welcomed this page.</summary>
    public int Welcomes { get; private set; }

    /// <summary>Whether all has come that the last welcome said there is.</summary>
    public bool HasCaughtUp => Seq >= _promised;

    /// <summary>When the last thing happened that the page shows, by the server's clock.</summary>
    public DateTimeOffset? LastEventAt { get; private set; }

    public string? Role { get; private set; }

    public string? ShownPage { get; private set; }

    public JsonElement? Shown { get; private set; }

    public bool MayTalk { get; private set; }

    public BotEnding? Ended { get; private set; }

    /// <summary>Whether the test before the first conversation was passed.</summary>
    public bool HasPassed { get; private set; }

    public IReadOnlyList<Message> Messages => _messages;

    /// <summary>What was said and is not acknowledged yet, in order.</summary>
    public IReadOnlyList<Outgoing> Outbox => _outbox;

    /// <summary>The oldest prompt that is open and that nothing on its way answers.</summary>
    public BotPrompt? Open => _prompts.FirstOrDefault(prompt => !_outbox.Exists(item => item.Prompt == prompt.Number));

    public BotView View() => new(Role, _messages.ToArray(), ShownPage, Shown, MayTalk, Ended, HasPassed);

    /// <summary>The first frame of every line.</summary>
    public JsonObject Hello(string token) => new()
    {
        ["t"] = "hello", ["v"] = 1, ["token"] = token, ["tab"] = tab, ["conversation"] = Conversation, ["edition"] = Edition, ["seq"] = Seq,
    };

    /// <summary>What became of a message; null while that is not known.</summary>
    public Acknowledgement? AnswerTo(string clientId) => _answers.GetValueOrDefault(clientId);

    /// <summary>Puts an answer, or with prompt 0 a free message, into the outbox.</summary>
    public Outgoing Say(int prompt, string? text, JsonElement? fields, Signals? signals = null)
    {
        var frame = new JsonObject { ["t"] = "say", ["conversation"] = Conversation, ["e"] = Edition, ["prompt"] = prompt };
        if (fields is { } values) frame["fields"] = JsonNode.Parse(values.GetRawText());
        else frame["text"] = text;
        if (signals is not null) frame["signals"] = JsonNode.Parse(SignalsJson.Text(signals));
        return Keep(prompt, frame);
    }

    public Outgoing GiveBack() => Keep(null, new JsonObject { ["t"] = "return" });

    /// <summary>A page that is loaded anew knows nothing, but what it had not sent for certain was kept over the reload.</summary>
    public void TakeOver(BotPage older)
    {
        HasPassed = older.HasPassed;
        _outbox.AddRange(older._outbox);
        foreach (var (id, answer) in older._answers) _answers[id] = answer;
    }

    /// <summary>Takes a frame of the server. Answers true for a welcome: then the outbox is to be sent again.</summary>
    public bool Hear(JsonElement frame)
    {
        switch (Text(frame, "t"))
        {
            case "welcome":
                Welcome(frame);
                return true;
            case "event":
                Happen(frame);
                return false;
            case "reset":
                Forget(Number(frame, "edition"));
                foreach (var item in frame.GetProperty("events").EnumerateArray()) Happen(item);
                return false;
            case "refused":
                Settle(Text(frame, "cid"), new Acknowledgement(false, Text(frame, "text")));
                return false;
            case "lobby":
                Forget(0);
                return false;
            default:
                return false;
        }
    }

    private void Welcome(JsonElement frame)
    {
        var edition = Number(frame, "edition");
        var conversation = frame.GetProperty("conversation").GetInt64();
        if (frame.GetProperty("reset").GetBoolean() || (Seq > 0 && (edition != Edition || conversation != Conversation))) Forget(edition);
        Conversation = conversation;
        Edition = edition;
        _promised = Number(frame, "seq");
        Welcomes++;
    }

    private void Forget(int edition)
    {
        Edition = edition;
        Seq = 0;
        Role = null;
        ShownPage = null;
        Shown = null;
        MayTalk = false;
        Ended = null;
        _messages.Clear();
        _prompts.Clear();
    }

    private void Happen(JsonElement item)
    {
        var edition = Number(item, "e");
        if (edition < Edition) return;
        if (edition > Edition) Forget(edition);
        var number = Number(item, "s");
        if (number <= Seq) return;
        Seq = number;
        if (item.TryGetProperty("at", out _)) LastEventAt = At(item);

        var prompt = Number(item, "prompt");
        switch (Text(item, "k"))
        {
            case "seated":
                Role = Text(item, "role");
                break;
            case "told":
                _messages.Add(new Message(Text(item, "from"), Text(item, "text"), At(item)));
                break;
            case "asked":
                _prompts.Add(PromptFrame.Read(item));
                break;
            case "said":
                _messages.Add(new Message(Role ?? "", Spoken(item), At(item)));
                _prompts.RemoveAll(open => open.Number == prompt);
                Settle(Text(item, "cid"), new Acknowledgement(true, ""));
                break;
            case "again":
                Complain(prompt, PromptFrame.ComplaintOf(item));
                Settle(Text(item, "cid"), new Acknowledgement(false, PromptFrame.ComplaintOf(item)));
                break;
            case "renewed":
                var due = DateTimeOffset.FromUnixTimeMilliseconds(item.GetProperty("due").GetInt64());
                Change(prompt, open => open with { Due = due });
                break;
            case "withdrawn":
                _prompts.RemoveAll(open => open.Number == prompt);
                break;
            case "floor":
                MayTalk = item.GetProperty("open").GetBoolean();
                break;
            case "shown":
                ShownPage = item.TryGetProperty("page", out var page) && page.ValueKind == JsonValueKind.String ? page.GetString() : null;
                Shown = item.TryGetProperty("data", out var data) ? data.Clone() : null;
                break;
            case "ended":
                End(item);
                break;
        }
    }

    private void End(JsonElement item)
    {
        _prompts.Clear();
        MayTalk = false;
        _outbox.RemoveAll(each => each.Prompt is null);
        var state = Text(item, "state");
        if (state != "passed")
        {
            Ended = new BotEnding(state, Text(item, "text"), Text(item, "pay"));
            return;
        }

        // They go on to the waiting room by themselves.
        HasPassed = true;
        Role = null;
    }

    private void Complain(int prompt, string complaint) => Change(prompt, open => open with { Complaint = complaint });

    private void Change(int prompt, Func<BotPrompt, BotPrompt> change)
    {
        var at = _prompts.FindIndex(open => open.Number == prompt);
        if (at >= 0) _prompts[at] = change(_prompts[at]);
    }

    private Outgoing Keep(int? prompt, JsonObject frame)
    {
        var id = $"{tab}-{++_lastMessage}";
        frame["cid"] = id;
        var item = new Outgoing(id, prompt, JsonSerializer.SerializeToUtf8Bytes(frame));
        _outbox.Add(item);
        return item;
    }

    private void Settle(string clientId, Acknowledgement answer)
    {
        _answers[clientId] = answer;
        _outbox.RemoveAll(item => item.ClientId == clientId);
    }

    // The fields of a form have no text; a bot that looks back sees what it filled in.
    private static string Spoken(JsonElement item)
        => Text(item, "text") is { Length: > 0 } text ? text : item.TryGetProperty("fields", out var fields) ? fields.GetRawText() : "";

    private static DateTimeOffset At(JsonElement item) => DateTimeOffset.FromUnixTimeMilliseconds(item.GetProperty("at").GetInt64());

    private static string Text(JsonElement json, string name)
        => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static int Number(JsonElement json, string name)
        => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : 0;
}

/// <summary>A message on its way.</summary>
/// <param name="ClientId">Names it for ever.</param>
/// <param name="Prompt">What it answers; 0 for a free message, null for giving the work back.</param>
/// <param name="Frame">As it is sent, and sent again.</param>
internal sealed record Outgoing(string ClientId, int? Prompt, byte[] Frame);

/// <summary>What became of a message.</summary>
/// <param name="Accepted">Whether it was taken.</param>
/// <param name="Why">Why not.</param>
internal sealed record Acknowledgement(bool Accepted, string Why);
