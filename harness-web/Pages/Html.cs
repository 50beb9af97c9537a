using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Crowdwork.Web.Pages;

/// <summary>
/// A piece of HTML that is safe to send. It is made from literals and values, and the values are encoded on the way in.
/// </summary>
/// <remarks>
/// <code>
///   Html.Of($"&lt;h1&gt;{title}&lt;/h1&gt;")      title is text, so it is encoded
///   Html.Of($"&lt;ul&gt;{items}&lt;/ul&gt;")      items is Html, so it goes in as it is
/// </code>
/// Nobody has to remember to encode: whoever wants markup to stay markup has to say <see cref="Trusted"/>.
/// Values belong into text and into quoted attributes only; data for scripts goes through <see cref="BootData"/>.
/// </remarks>
public readonly struct Html(string markup) : IEquatable<Html>
{
    private readonly string? _markup = markup;

    public static readonly Html Empty = new("");

    public static Html Of(Markup markup) => new(markup.ToStringAndClear());

    /// <summary>Markup whose maker vouches for it.</summary>
    public static Html Trusted(string markup) => new(markup);

    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces));

    public static Html When(bool condition, Html piece) => condition ? piece : Empty;

    public bool Equals(Html other) => ToString() == other.ToString();

    public override bool Equals(object? obj) => obj is Html other && Equals(other);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public static bool operator ==(Html left, Html right) => left.Equals(right);

    public static bool operator !=(Html left, Html right) => !left.Equals(right);

    public override string ToString() => _markup ?? "";

    /// <summary>Puts literals and values together; the compiler calls it for <c>$"..."</c>.</summary>
    [InterpolatedStringHandler]
    public readonly struct Markup(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _text = new(literalLength + (formattedCount * 24));

        public void AppendLiteral(string literal) => _text.Append(literal);

        public void AppendFormatted(Html piece) => _text.Append(piece.ToString());

        public void AppendFormatted(string? value)
        {
            if (value is not null) _text.Append(HtmlEncoder.Default.Encode(value));
        }

        public void AppendFormatted(int value) => _text.Append(value);

        internal string ToStringAndClear() => _text.ToString();
    }
}
