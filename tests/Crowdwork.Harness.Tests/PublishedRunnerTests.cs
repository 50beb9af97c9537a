using System.Diagnostics;
using Crowdwork.Harness.Tests.Running;

namespace Crowdwork.Harness.Tests;

/// <summary>The runner as <c>dotnet publish</c> puts it together, away from the source tree.</summary>
public sealed class PublishedRunnerTests
{
    [Fact]
    public async Task Publish_TakesAlongWhatPagesAreCompiledWithAndTheTemplates()
    {
        using var project = ProjectCopy.WithExamples();
        var place = project["published"];
        var published = await Dotnet(project.Root, "publish", Path.Combine(ProjectCopy.Sources, "runner", "runner.csproj"), "--no-build", "--nologo", "-c", Configuration, "-o", place);
        Assert.True(published.ExitCode == 0, published.ToString());

        // A mistake is found only by the compiler itself.
        project.Edit("tasks/reference-game/Director.jsx", "<div className=\"said\"", "<section className=\"said\"");
        var check = await Dotnet(project.Root, Path.Combine(place, "runner.dll"), "check", "tasks/reference-game");
        Assert.Contains("tasks/reference-game/Director.jsx(", check.Out);
        Assert.Equal(2, check.ExitCode);
        project.Edit("tasks/reference-game/Director.jsx", "<section className=\"said\"", "<div className=\"said\"");
        check = await Dotnet(project.Root, Path.Combine(place, "runner.dll"), "check", "tasks/reference-game");
        Assert.True(check.ExitCode == 0, check.ToString());

        // The templates come along, too.
        var made = await Dotnet(project.Root, Path.Combine(place, "runner.dll"), "new", "jsx", "tasks/mine");
        Assert.True(made.ExitCode == 0, made.ToString());
        check = await Dotnet(project.Root, Path.Combine(place, "runner.dll"), "check", "mine");
        Assert.Equal("tasks/mine: no problems.", check.Out.Trim());
    }

    // What these tests were built with is built for the runner, too.
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static async Task<Outcome> Dotnet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, await said, await errors);
    }
}
