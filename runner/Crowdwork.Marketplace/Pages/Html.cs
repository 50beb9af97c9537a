using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Crowdwork.Marketplace.Pages;

/// <summary>
/// A piece of HTML that is safe to send: literals stay as they are, values are encoded on the way in. Whoever wants a value to stay markup has to
/// say <see cref="Trusted"/>. Values belong into text and into quoted attributes only.
/// </summary>
internal readonly struct Html(string markup)
{
    private readonly string? _markup = markup;

    public static readonly Html Empty = new("");

    public static Html Of(Markup markup) => new(markup.Done());

    /// <summary>Markup whose maker vouches for it.</summary>
    public static Html Trusted(string markup) => new(markup);

    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece.ToString())));

    public static Html When(bool condition, Html piece) => condition ? piece : Empty;

    public bool IsEmpty => string.IsNullOrEmpty(_markup);

    public override string ToString() => _markup ?? "";

    /// <summary>Puts literals and values together; the compiler calls it for <c>$"..."</c>.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Markup(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _text = new(literalLength + (formattedCount * 24));

        public void AppendLiteral(string literal) => _text.Append(literal);

        public void AppendFormatted(Html piece) => _text.Append(piece.ToString());

        public void AppendFormatted(string? value)
        {
            if (value is not null) _text.Append(HtmlEncoder.Default.Encode(value));
        }

        public void AppendFormatted(int value) => _text.Append(value);

        public void AppendFormatted(long value) => _text.Append(value);

        internal string Done() => _text.ToString();
    }
}
