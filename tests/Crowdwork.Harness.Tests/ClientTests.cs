using System.Diagnostics;

namespace Crowdwork.Harness.Tests;

/// <summary>The scripts of the pages have tests of their own, which run under Node without a browser.</summary>
public sealed class ClientTests
{
    [Fact]
    public async Task TestsOfTheClient_UnderNode_Pass()
    {
        var folder = ClientFolder();
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.ArgumentList.Add("--test");
        foreach (var file in Directory.EnumerateFiles(folder, "*.test.mjs").Order()) start.ArgumentList.Add(file);

        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(node.ExitCode == 0, $"{await output}\n{errors}");
        Assert.Contains("# pass ", await output, StringComparison.Ordinal);
    }

    private static string ClientFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "tests", "client");
            if (Directory.Exists(path)) return path;
        }

        throw new DirectoryNotFoundException("tests/client is not above the test's own folder.");
    }
}
