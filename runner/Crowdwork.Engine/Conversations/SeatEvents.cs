using System.Buffers;
using System.Text.Json;

namespace Crowdwork.Engine.Conversations;

/// <summary>
/// What each worker gets to see of a turn, as frames of the protocol (docs/protocol.md). The same function serves the live page and the page that
/// comes back after a reload, so the two cannot differ.
/// </summary>
/// <remarks>
/// Nothing but the turn is needed: neither the script nor the rest of the journal. The frames of a seat are numbered by the caller.
/// </remarks>
internal static class SeatEvents
{
    [ThreadStatic] private static ArrayBufferWriter<byte>? s_buffer;
    [ThreadStatic] private static Utf8JsonWriter? s_writer;

    /// <summary>Calls <paramref name="number"/> for the next number of a seat, and <paramref name="send"/> with each frame.</summary>
    public static void Of(Turn turn, int edition, Func<int, int> number, Action<int, byte[]> send)
    {
        if (turn.Input is Met met)
        {
            foreach (var seat in met.Seats)
                if (!seat.IsModel) send(seat.Seat, Seated(turn, edition, number(seat.Seat), met, seat));
        }

        // By index, here and wherever every message passes: a list behind an interface makes an object for each foreach.
        for (var i = 0; i < turn.Acts.Count; i++)
        {
            var act = turn.Acts[i];
            if (act.Seat == 0 || !IsEvent(act)) continue;
            var next = number(act.Seat);
            if (next > 0) send(act.Seat, Frame(turn, edition, next, act));
        }
    }

    /// <summary>How many events of a turn each seat sees, without writing them.</summary>
    public static void Count(Turn turn, Func<int, int> number)
    {
        if (turn.Input is Met met)
            foreach (var seat in met.Seats)
                if (!seat.IsModel) number(seat.Seat);
        foreach (var act in turn.Acts)
            if (act.Seat != 0 && IsEvent(act)) number(act.Seat);
    }

    private static bool IsEvent(Act act) => act.Kind switch
    {
        ActKind.Tell or ActKind.Show or ActKind.Floor or ActKind.Took or ActKind.Again or ActKind.Withdraw
            or ActKind.Renew or ActKind.Departed or ActKind.Ended => true,
        ActKind.Ask => act.Name != Prompts.Next,
        _ => false,
    };

    private static byte[] Seated(Turn turn, int edition, int number, Met met, Seating seat)
    {
        var json = Begin(turn, edition, number, "seated"u8);
        json.WriteString("role"u8, seat.Role);
        json.WriteStartArray("others"u8);
        foreach (var other in met.Seats)
            if (other.Seat != seat.Seat) json.WriteStringValue(other.Role);
        json.WriteEndArray();
        return End(json);
    }

    private static byte[] Frame(Turn turn, int edition, int number, Act act)
    {
        switch (act.Kind)
        {
            case ActKind.Tell:
                var told = Begin(turn, edition, number, "told"u8);
                told.WriteString("from"u8, act.From ?? "task");
                told.WriteString("text"u8, act.Text);
                return End(told);

            case ActKind.Show:
                var shown = Begin(turn, edition, number, "shown"u8);
                shown.WriteString("page"u8, act.Name);
                if (act.Json is not null)
                {
                    shown.WritePropertyName("data"u8);
                    shown.WriteRawValue(act.Json, skipInputValidation: true);
                }

                return End(shown);

            case ActKind.Ask:
                var asked = Begin(turn, edition, number, "asked"u8);
                asked.WriteNumber("prompt"u8, act.Call);
                asked.WriteString("kind"u8, act.Name);
                asked.WriteString("text"u8, act.Text);
                if (act.Due != 0) asked.WriteNumber("due"u8, act.Due);
                if (act.Items is not null)
                {
                    asked.WriteStartArray("options"u8);
                    foreach (var item in act.Items) asked.WriteStringValue(item);
                    asked.WriteEndArray();
                }

                if (act.Json is not null)
                {
                    asked.WritePropertyName("fields"u8);
                    asked.WriteRawValue(act.Json, skipInputValidation: true);
                }

                return End(asked);

            case ActKind.Floor:
                var floor = Begin(turn, edition, number, "floor"u8);
                floor.WriteBoolean("open"u8, true);
                return End(floor);

            case ActKind.Took or ActKind.Again:
                return Answered(turn, edition, number, act);

            case ActKind.Withdraw:
                var withdrawn = Begin(turn, edition, number, "withdrawn"u8);
                withdrawn.WriteNumber("prompt"u8, act.Call);
                withdrawn.WriteString("why"u8, act.Name);
                return End(withdrawn);

            case ActKind.Renew:
                var renewed = Begin(turn, edition, number, "renewed"u8);
                renewed.WriteNumber("prompt"u8, act.Call);
                renewed.WriteNumber("due"u8, act.Due);
                return End(renewed);

            case ActKind.Departed:
                var departed = Begin(turn, edition, number, "departed"u8);
                departed.WriteString("role"u8, act.From);
                departed.WriteString("why"u8, act.Name);
                return End(departed);

            default:
                var ended = Begin(turn, edition, number, "ended"u8);
                ended.WriteString("state"u8, act.Name);
                ended.WriteString("text"u8, act.Text);
                if (act.Pay is not null) ended.WriteString("pay"u8, act.Pay);
                return End(ended);
        }
    }

    private static byte[] Answered(Turn turn, int edition, int number, Act act)
    {
        var said = (Said)turn.Input;
        var json = Begin(turn, edition, number, act.Kind == ActKind.Took ? "said"u8 : "again"u8);
        json.WriteString("cid"u8, said.ClientId);
        json.WriteNumber("prompt"u8, act.Call);
        json.WriteString("text"u8, act.Kind == ActKind.Took ? said.Text : act.Text);
        if (act.Kind == ActKind.Again)
        {
            json.WriteString("answer"u8, said.Text);
            if (act.Json is not null)
            {
                json.WritePropertyName("problems"u8);
                json.WriteRawValue(act.Json, skipInputValidation: true);
            }
        }

        if (said.Fields is not null)
        {
            json.WritePropertyName("fields"u8);
            json.WriteRawValue(said.Fields, skipInputValidation: true);
        }

        return End(json);
    }

    private static Utf8JsonWriter Begin(Turn turn, int edition, int number, ReadOnlySpan<byte> kind)
    {
        var buffer = s_buffer ??= new ArrayBufferWriter<byte>(512);
        buffer.ResetWrittenCount();
        // The default encoder on purpose: these frames may end up in a page.
        var json = s_writer ??= new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        json.Reset(buffer);
        json.WriteStartObject();
        json.WriteString("t"u8, "event"u8);
        json.WriteNumber("e"u8, edition);
        json.WriteNumber("s"u8, number);
        json.WriteNumber("at"u8, turn.At.ToUnixTimeMilliseconds());
        json.WriteString("k"u8, kind);
        return json;
    }

    private static byte[] End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.Flush();
        return s_buffer!.WrittenSpan.ToArray();
    }
}
