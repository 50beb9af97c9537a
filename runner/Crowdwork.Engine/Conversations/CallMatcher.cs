using Crowdwork.Scripting;

namespace Crowdwork.Engine.Conversations;

/// <summary>Tells which call of a changed script stands for which call in the journal of the old one.</summary>
internal sealed class CallMatcher(IReadOnlyDictionary<string, string>? oldSources, IReadOnlyDictionary<string, string> newSources)
{
    private readonly Dictionary<int, Act> _recorded = [];
    private readonly Dictionary<int, long> _recordedDue = [];
    private readonly Dictionary<int, int> _newIdOf = [];
    private readonly Dictionary<string, LineMap?> _maps = [];
    private readonly List<string> _reworded = [];

    /// <summary>One line for each prompt whose words changed and whose answers were kept.</summary>
    public IReadOnlyList<string> Reworded => _reworded;

    /// <summary>The recorded input as the new script would get it, or null when the new script does not wait for such a thing.</summary>
    public Input? Translate(Turn turn, Play play, string world)
    {
        switch (turn.Input)
        {
            case Began began:
                return began with { World = world };
            case Met { Call: 0 } onboarding:
                return play.HasOnboarding ? onboarding : null;
            case Met met:
                return Find(play, met.Call) is OpenMeet meeting ? Reseat(met, meeting, play) : null;
            case Said { Prompt: 0 } free:
                return play.Awaits(free.Seat, 0) ? free : null;
            case Said said:
                return _newIdOf.TryGetValue(said.Prompt, out var prompt) && play.Awaits(said.Seat, prompt) ? said with { Prompt = prompt } : null;
            case LeftFor left:
                return play.Workers.Count >= left.Seat && play.Workers[left.Seat - 1].Left is null ? left : null;
            case Due due:
                // A prompt that has more time now has not run out; but one that the operator let run out before its time has, whatever its time is now.
                var at = turn.At.ToUnixTimeMilliseconds();
                return Find(play, due.Call) is { Due: > 0 } call && (call.Due <= at || _recordedDue.GetValueOrDefault(due.Call) > at) ? new Due(call.Id) : null;
            case Returned returned:
                return Find(play, returned.Call) is OpenOnce once ? returned with { Call = once.Id } : null;
            default:
                return turn.Input;
        }
    }

    /// <summary>Pairs the calls of one turn, old and new, in order.</summary>
    public void Pair(IReadOnlyList<Act> recorded, IReadOnlyList<Act> now)
    {
        foreach (var act in recorded)
            if (act.Call != 0 && (IsCall(act) || act.Kind == ActKind.Renew)) _recordedDue[act.Call] = act.Due;

        var candidates = now.Where(IsCall).ToList();
        foreach (var old in recorded.Where(IsCall))
        {
            _recorded[old.Call] = old;
            var match = candidates.Find(candidate => Fits(old, candidate));
            if (match is null) continue;
            candidates.Remove(match);
            _newIdOf[old.Call] = match.Call;
            if (old.Kind == ActKind.Ask && old.Text != match.Text) NoteReworded(match);
        }
    }

    // A prompt in a loop is reworded once, however often it was asked.
    private void NoteReworded(Act prompt)
    {
        var note = $"the prompt at {prompt.Site} was reworded; its answers are kept.";
        if (!_reworded.Contains(note)) _reworded.Add(note);
    }

    public Act? RecordedCallOf(Input input) => IdOf(input) is { } id && _recorded.TryGetValue(id, out var act) ? act : null;

    /// <summary>What the new script waits for instead.</summary>
    public static Act? WaitingNow(Play play, Input input)
    {
        var seat = input is Said said ? said.Seat : 0;
        var call = play.Open.OfType<OpenAsk>().FirstOrDefault(ask => seat == 0 || ask.Worker.Seat == seat) ?? (play.Open.Count > 0 ? play.Open[0] : null);
        return call is null ? null : new Act(call.Kind)
        {
            Call = call.Id, Seat = (call as OpenAsk)?.Worker.Seat ?? 0, Text = (call as OpenAsk)?.Text, Site = call.Site.ToString(),
        };
    }

    private static bool IsCall(Act act) => act.Kind is ActKind.Meet or ActKind.Ask or ActKind.Pause or ActKind.Once;

    private static int? IdOf(Input input) => input switch
    {
        Said said => said.Prompt,
        Met met => met.Call,
        Due due => due.Call,
        Returned returned => returned.Call,
        _ => null,
    };

    private OpenCall? Find(Play play, int recordedId)
        => _newIdOf.TryGetValue(recordedId, out var id) ? play.Open.FirstOrDefault(call => call.Id == id) : null;

    private static Met? Reseat(Met met, OpenMeet meeting, Play play)
    {
        if (meeting.Roles.Count != met.Seats.Count) return null;
        var seats = met.Seats.Zip(meeting.Roles, (seat, role) => seat with { Role = role }).ToArray();
        return seats.Any(seat => seat.IsModel != play.IsModelRole(seat.Role)) ? null : new Met(meeting.Id, seats);
    }

    private bool Fits(Act old, Act now)
    {
        if (old.Kind != now.Kind || old.Seat != now.Seat) return false;
        return old.Kind switch
        {
            ActKind.Ask => old.Name == now.Name && (old.Text == now.Text || IsSamePlace(old.Site, now.Site)),
            ActKind.Meet => old.Items!.Count == now.Items!.Count,
            ActKind.Once => old.Name == now.Name,
            _ => IsSamePlace(old.Site, now.Site),
        };
    }

    private bool IsSamePlace(string? old, string? now)
    {
        // Without the old text nothing tells an inserted prompt from a reworded one; keeping the answers is the kinder guess.
        if (oldSources is null || old is null || now is null) return true;
        var (oldFile, oldLine) = Split(old);
        var (newFile, newLine) = Split(now);
        return oldFile == newFile && MapOf(oldFile)?.Find(oldLine) == newLine;
    }

    private LineMap? MapOf(string file)
    {
        if (_maps.TryGetValue(file, out var known)) return known;
        var before = TextOf(oldSources!, file);
        var after = TextOf(newSources, file);
        return _maps[file] = before is null || after is null ? null : new LineMap(before, after);
    }

    private static string? TextOf(IReadOnlyDictionary<string, string> sources, string file)
        => sources.FirstOrDefault(source => Path.GetFileName(source.Key) == file).Value;

    private static (string File, int Line) Split(string site)
    {
        var colon = site.LastIndexOf(':');
        return (site[..colon], int.Parse(site[(colon + 1)..]));
    }
}
