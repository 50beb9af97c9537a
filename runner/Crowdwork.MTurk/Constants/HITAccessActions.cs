using Amazon.Runtime;

namespace Amazon.MTurk;

/// <summary>What a worker who lacks a qualification is kept from. The service takes <see cref="Accept"/> where nothing is said.</summary>
public class HITAccessActions : ConstantClass, IConstant<HITAccessActions>
{
    /// <summary>Accepting; preview and search show the HIT.</summary>
    public static readonly HITAccessActions Accept = new("Accept");

    /// <summary>Accepting and previewing; search shows the HIT.</summary>
    public static readonly HITAccessActions PreviewAndAccept = new("PreviewAndAccept");

    /// <summary>Accepting, previewing and finding it by search.</summary>
    public static readonly HITAccessActions DiscoverPreviewAndAccept = new("DiscoverPreviewAndAccept");

    /// <summary>A word of the service that this version does not know. For the known ones use the constants.</summary>
    /// <param name="value">The word on the wire.</param>
    public HITAccessActions(string value) : base(value)
    {
    }

    /// <summary>The constant for a word; a new one when the word is not known.</summary>
    /// <param name="value">The word on the wire.</param>
    /// <returns>The constant.</returns>
    public static HITAccessActions FindValue(string value) => FindValue<HITAccessActions>(value);

    /// <summary>Reads a word as a constant, as <see cref="FindValue"/> does.</summary>
    /// <param name="value">The word on the wire.</param>
    public static implicit operator HITAccessActions(string value) => FindValue(value);
}
