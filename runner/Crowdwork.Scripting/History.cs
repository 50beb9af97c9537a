using System.Collections;

namespace Crowdwork.Scripting;

/// <summary>
/// What a worker has seen and said. Kept as bare lines, and made into messages for whoever looks: most scripts never do, and an open conversation has to be small.
/// </summary>
internal sealed class History : IReadOnlyList<Message>
{
    private readonly List<Line> _lines = new(4);

    public int Count => _lines.Count;

    public Message this[int index]
    {
        get
        {
            var line = _lines[index];
            return new Message(line.From, line.Text, DateTimeOffset.FromUnixTimeMilliseconds(line.At));
        }
    }

    public void Add(string from, string text, DateTimeOffset at) => _lines.Add(new Line(from, text, at.ToUnixTimeMilliseconds()));

    public IEnumerator<Message> GetEnumerator()
    {
        for (var i = 0; i < _lines.Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private readonly record struct Line(string From, string Text, long At);
}
