namespace Crowdwork.Engine.Tests.Tasks;

/// <summary>Where the sources lie, for tests about what is checked in.</summary>
internal static class ProjectTree
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Crowdwork.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"There is no Crowdwork.sln above {AppContext.BaseDirectory}.");
    }
}
