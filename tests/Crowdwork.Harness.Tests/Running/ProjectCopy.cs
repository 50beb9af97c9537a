namespace Crowdwork.Harness.Tests.Running;

/// <summary>A project of a test's own: crowd.json, the tasks of the source tree, and whatever the test adds. Gone when the test is over.</summary>
internal sealed class ProjectCopy : IDisposable
{
    /// <summary>The source tree that the tests were built from.</summary>
    public static string Sources { get; } = FindSources();

    public ProjectCopy()
    {
        Root = Directory.CreateTempSubdirectory("crowdwork-harness-").FullName;
        Write("crowd.json", """{ "store": ".crowd", "tasks": "tasks" }""");
        Directory.CreateDirectory(this["tasks"]);
    }

    public string Root { get; }

    public string this[string relative] => Path.Combine(Root, relative);

    /// <summary>With the tasks that come with Crowdwork.</summary>
    public static ProjectCopy WithExamples()
    {
        var project = new ProjectCopy();
        CopyFolder(Path.Combine(Sources, "tasks"), project["tasks"]);
        return project;
    }

    /// <summary>With one task whose script the test brings along.</summary>
    public static ProjectCopy With(string task, string script, string settings = """{ "title": "A test", "reward": 0.10 }""")
        => new ProjectCopy().Add(task, script, settings);

    public ProjectCopy Add(string task, string script, string settings = """{ "title": "A test", "reward": 0.10 }""")
    {
        Write($"tasks/{task}/config.json", settings);
        Write($"tasks/{task}/world.csx", script);
        return this;
    }

    public string Read(string relative) => File.ReadAllText(this[relative]);

    /// <summary>Saves a file as careful editors do: a new one in its place, so that nobody ever reads half of it.</summary>
    public void Write(string relative, string text)
    {
        var path = this[relative];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + "~", text);
        File.Move(path + "~", path, overwrite: true);
    }

    /// <summary>Changes a piece of a file. The piece has to be there: a test must not go on with an edit that was none.</summary>
    public void Edit(string relative, string before, string after)
    {
        var text = Read(relative);
        Assert.Contains(before, text);
        Write(relative, text.Replace(before, after));
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (IOException)
        {
            // A server that was killed a moment ago may still hold a file; the system's own cleaning takes it.
        }
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from)) CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    private static string FindSources()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Crowdwork.sln"))) return folder.FullName;
        throw new InvalidOperationException($"There is no Crowdwork.sln above {AppContext.BaseDirectory}.");
    }
}
