using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Conversations;

/// <summary>
/// How a turn is written in the store: short names, no nulls, readable with any JSON tool. What is written once is read for ever:
/// a field may be added, its meaning may not change.
/// </summary>
public static class TurnJson
{
    // The journal is never put into a page as it is, so it may be read by people: no \u0027 for every apostrophe.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic] private static ArrayBufferWriter<byte>? s_buffer;
    [ThreadStatic] private static Utf8JsonWriter? s_writer;

    public static byte[] Write(Input input, IReadOnlyList<Act> acts)
    {
        var buffer = s_buffer ??= new ArrayBufferWriter<byte>(1024);
        buffer.ResetWrittenCount();
        var json = s_writer ??= new Utf8JsonWriter(buffer, Readable);
        json.Reset(buffer);

        json.WriteStartObject();
        json.WriteStartObject("in"u8);
        WriteInput(json, input);
        json.WriteEndObject();
        json.WriteStartArray("did"u8);
        for (var i = 0; i < acts.Count; i++) WriteAct(json, acts[i]);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static Turn Read(int number, long at, ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var did = root.GetProperty("did"u8);
        var acts = new Act[did.GetArrayLength()];
        var i = 0;
        foreach (var act in did.EnumerateArray()) acts[i++] = ReadAct(act);
        return new Turn(number, DateTimeOffset.FromUnixTimeMilliseconds(at), ReadInput(root.GetProperty("in"u8)), acts);
    }

    private static void WriteInput(Utf8JsonWriter json, Input input)
    {
        switch (input)
        {
            case Said said:
                json.WriteString("k"u8, "said"u8);
                json.WriteNumber("seat"u8, said.Seat);
                json.WriteNumber("prompt"u8, said.Prompt);
                json.WriteString("cid"u8, said.ClientId);
                json.WriteString("text"u8, said.Text);
                if (said.Fields is not null) WriteRaw(json, "fields"u8, said.Fields);
                if (said.Signals is not null)
                {
                    json.WritePropertyName("signals"u8);
                    SignalsJson.Write(json, said.Signals);
                }

                break;
            case Began began:
                json.WriteString("k"u8, "began"u8);
                json.WriteString("run"u8, began.Run);
                json.WriteString("world"u8, began.World);
                json.WriteNumber("unit"u8, began.Unit);
                json.WriteNumber("seed"u8, began.Seed);
                if (began.Onboarding) json.WriteBoolean("onboarding"u8, true);
                if (began.Row is not null) WriteRaw(json, "row"u8, began.Row);
                break;
            case Met met:
                json.WriteString("k"u8, "met"u8);
                json.WriteNumber("call"u8, met.Call);
                json.WriteStartArray("seats"u8);
                foreach (var seat in met.Seats) WriteSeating(json, seat);
                json.WriteEndArray();
                break;
            case LeftFor left:
                json.WriteString("k"u8, "left"u8);
                json.WriteNumber("seat"u8, left.Seat);
                json.WriteString("why"u8, left.Why.ToString());
                break;
            case Due due:
                json.WriteString("k"u8, "due"u8);
                json.WriteNumber("call"u8, due.Call);
                break;
            case Returned returned:
                json.WriteString("k"u8, "returned"u8);
                json.WriteNumber("call"u8, returned.Call);
                if (returned.Json is not null) WriteRaw(json, "value"u8, returned.Json);
                if (returned.Error is not null) json.WriteString("error"u8, returned.Error);
                break;
            case Stopped stopped:
                json.WriteString("k"u8, "stopped"u8);
                json.WriteString("why"u8, stopped.Why);
                break;
            case Renewed:
                json.WriteString("k"u8, "renewed"u8);
                break;
            case Broke broke:
                json.WriteString("k"u8, "broke"u8);
                json.WriteString("message"u8, broke.Message);
                json.WriteString("file"u8, broke.File);
                json.WriteNumber("line"u8, broke.Line);
                json.WriteNumber("column"u8, broke.Column);
                break;
            default:
                throw new InvalidOperationException($"Bug in Crowdwork: an input of the type {input.GetType().Name} cannot be journaled.");
        }
    }

    private static void WriteSeating(Utf8JsonWriter json, Seating seat)
    {
        json.WriteStartObject();
        json.WriteNumber("seat"u8, seat.Seat);
        json.WriteString("worker"u8, seat.Worker);
        json.WriteString("role"u8, seat.Role);
        if (seat.IsModel) json.WriteBoolean("model"u8, true);
        json.WriteEndObject();
    }

    private static Input ReadInput(JsonElement json) => json.GetProperty("k"u8).GetString() switch
    {
        "said" => new Said(
            Int(json, "seat"), Int(json, "prompt"), Text(json, "cid") ?? "", Text(json, "text") ?? "", Raw(json, "fields"))
        {
            Signals = json.TryGetProperty("signals"u8, out var signals) ? SignalsJson.Read(signals) : null,
        },
        "began" => new Began(
            Text(json, "run") ?? "", Text(json, "world") ?? "", Int(json, "unit"), Raw(json, "row"), Int(json, "seed"), json.TryGetProperty("onboarding"u8, out _)),
        "met" => new Met(Int(json, "call"), json.GetProperty("seats"u8).EnumerateArray().Select(seat => new Seating(
            Int(seat, "seat"), Text(seat, "worker")!, Text(seat, "role")!, seat.TryGetProperty("model"u8, out _))).ToArray()),
        "left" => new LeftFor(Int(json, "seat"), Enum.Parse<Departure>(Text(json, "why")!)),
        "due" => new Due(Int(json, "call")),
        "returned" => new Returned(Int(json, "call"), Raw(json, "value"), Text(json, "error")),
        "renewed" => new Renewed(),
        "stopped" => new Stopped(Text(json, "why") ?? ""),
        "broke" => new Broke(Text(json, "message") ?? "", Text(json, "file") ?? "", Int(json, "line"), Int(json, "column")),
        var other => throw new InvalidDataException($"The journal holds an input of the unknown kind '{other}'. It was written by a newer Crowdwork."),
    };

    private static void WriteAct(Utf8JsonWriter json, Act act)
    {
        json.WriteStartObject();
        json.WriteString("k"u8, Name(act.Kind));
        if (act.Call != 0) json.WriteNumber("call"u8, act.Call);
        if (act.Seat != 0) json.WriteNumber("seat"u8, act.Seat);
        if (act.Name is not null) json.WriteString("name"u8, act.Name);
        if (act.From is not null) json.WriteString("from"u8, act.From);
        if (act.Text is not null) json.WriteString("text"u8, act.Text);
        if (act.Pay is not null) json.WriteString("pay"u8, act.Pay);
        if (act.Value != 0) json.WriteNumber("value"u8, act.Value);
        if (act.Due != 0) json.WriteNumber("due"u8, act.Due);
        if (act.Items is not null)
        {
            json.WriteStartArray("items"u8);
            foreach (var item in act.Items) json.WriteStringValue(item);
            json.WriteEndArray();
        }

        if (act.Json is not null) WriteRaw(json, "json"u8, act.Json);
        if (act.Site is not null) json.WriteString("site"u8, act.Site);
        json.WriteEndObject();
    }

    private static Act ReadAct(JsonElement json) => new(KindOf(json.GetProperty("k"u8).GetString()!))
    {
        Call = Int(json, "call"),
        Seat = Int(json, "seat"),
        Name = Text(json, "name"),
        From = Text(json, "from"),
        Text = Text(json, "text"),
        Pay = Text(json, "pay"),
        Value = Int(json, "value"),
        Due = json.TryGetProperty("due"u8, out var due) ? due.GetInt64() : 0,
        Items = json.TryGetProperty("items"u8, out var items) ? items.EnumerateArray().Select(item => item.GetString()!).ToArray() : null,
        Json = Raw(json, "json"),
        Site = Text(json, "site"),
    };

    private static ReadOnlySpan<byte> Name(ActKind kind) => kind switch
    {
        ActKind.Meet => "meet"u8,
        ActKind.Tell => "tell"u8,
        ActKind.Show => "show"u8,
        ActKind.Ask => "ask"u8,
        ActKind.Floor => "floor"u8,
        ActKind.Took => "took"u8,
        ActKind.Again => "again"u8,
        ActKind.Replied => "replied"u8,
        ActKind.Renew => "renew"u8,
        ActKind.Withdraw => "withdraw"u8,
        ActKind.Pause => "pause"u8,
        ActKind.Once => "once"u8,
        ActKind.Save => "save"u8,
        ActKind.Grant => "grant"u8,
        ActKind.Revoke => "revoke"u8,
        ActKind.Block => "block"u8,
        ActKind.Departed => "departed"u8,
        ActKind.Ended => "ended"u8,
        ActKind.End => "end"u8,
        _ => throw new InvalidOperationException($"Bug in Crowdwork: the act {kind} has no name in the journal."),
    };

    private static ActKind KindOf(string name) => Enum.TryParse<ActKind>(name, ignoreCase: true, out var kind)
        ? kind
        : throw new InvalidDataException($"The journal holds an act of the unknown kind '{name}'. It was written by a newer Crowdwork.");

    private static void WriteRaw(Utf8JsonWriter json, ReadOnlySpan<byte> name, string raw)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(raw, skipInputValidation: true);
    }

    private static int Int(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetInt32() : 0;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string? Raw(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetRawText() : null;
}
