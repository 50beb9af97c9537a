using Crowdwork.Engine.Worlds;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Conversations;

/// <summary>A compiled script, as far as a conversation is concerned.</summary>
public interface IWorldProgram
{
    /// <summary>Tells versions of the script apart.</summary>
    string Hash { get; }

    /// <summary>The text of each source file, by path, as it was compiled.</summary>
    IReadOnlyDictionary<string, string> Sources { get; }

    /// <summary>Starts the script from its first line.</summary>
    Task Run(World globals);

    /// <summary>Says where in the script an exception came from.</summary>
    WorldFault Describe(Exception exception);

    /// <summary>Says where in the script somebody waited for something that the host did not give.</summary>
    WorldFault DescribeForeignAwait(object? continuation);
}
