namespace Crowdwork.Engine.Worlds.Translation;

/// <summary>A change within one line of a script that keeps it from never ending.</summary>
/// <param name="Start">Where, in the author's text.</param>
/// <param name="Removed">How many characters go.</param>
/// <param name="Text">What comes in their place; never more than one line.</param>
/// <param name="Always">Whether the script would not compile without it, so that it is there for debuggers, too.</param>
internal readonly record struct Guard(int Start, int Removed, string Text, bool Always = false);

/// <summary>A name that may stand for something that scripts must not use.</summary>
/// <param name="Position">In the author's text.</param>
/// <param name="Name">The identifier, or empty for a <c>new()</c> without a type.</param>
internal readonly record struct Suspect(int Position, string Name);
