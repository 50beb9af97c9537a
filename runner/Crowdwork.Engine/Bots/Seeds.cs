namespace Crowdwork.Engine.Bots;

/// <summary>Seeds that are the same in every run of the program, which the hash codes of .NET are not.</summary>
internal static class Seeds
{
    /// <summary>FNV-1a over the seed and the name.</summary>
    public static int Of(int seed, string name)
    {
        var hash = 2166136261u ^ (uint)seed;
        foreach (var c in name) hash = (hash ^ c) * 16777619u;
        return (int)(hash & int.MaxValue);
    }
}
