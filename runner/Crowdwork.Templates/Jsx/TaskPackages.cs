using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Crowdwork.Templates.Jsx;

/// <summary>
/// The packages of a task that has a <c>package.json</c> of its own: installed when they are missing or the file was changed.
/// Scripts of packages are never run; a task may come from somebody else.
/// </summary>
public sealed partial class TaskPackages(TimeProvider time)
{
    private const string Stamp = ".crowdwork-installed";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Whether there is something to install.</summary>
    public static bool AreMissing(string folder)
    {
        if (!File.Exists(ManifestOf(folder))) return false;
        var stamp = StampOf(folder);
        return !File.Exists(stamp) || File.ReadAllText(stamp) != DigestOf(folder);
    }

    /// <summary>What an author should know of a package.json that is in order: pages get our React, whatever it asks for.</summary>
    /// <param name="folder">The task's folder.</param>
    /// <param name="ours">The version of React that comes along.</param>
    public static IEnumerable<JsxProblem> Notices(string folder, string? ours)
    {
        if (ours is null || ReadIfThere(ManifestOf(folder)) is not { } manifest) yield break;
        var lines = manifest.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (ReactLine().Match(lines[i]) is not { Success: true } react || react.Groups["version"].Value == ours) continue;
            yield return new JsxProblem(
                ManifestOf(folder), i + 1, react.Groups["name"].Index + 1,
                $"package.json asks for {react.Groups["name"].Value} {react.Groups["version"].Value}, but pages always use the React that comes along, {ours}.",
                $"Take the line out, or write {ours} where your editor needs it.", IsWarning: true);
        }
    }

    /// <summary>Installs them, and answers with what went wrong: nothing, or one problem with npm's own last words.</summary>
    /// <param name="folder">The task's folder.</param>
    /// <param name="progress">Told how far it has come.</param>
    /// <param name="cancelled">Nobody wants them any more.</param>
    public async Task<JsxProblem?> Install(string folder, Action<string> progress, CancellationToken cancelled)
    {
        var lockFile = ReadIfThere(Path.Combine(folder, "package-lock.json"));
        var isLocked = lockFile is not null;
        var verb = isLocked ? "ci" : "install";
        try
        {
            var (exit, said) = await Run(folder, [verb, "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=http"], new NpmProgress(NpmProgress.ExpectedIn(lockFile)), progress, cancelled);
            if (exit == 0)
            {
                Directory.CreateDirectory(Path.Combine(folder, "node_modules"));
                await File.WriteAllTextAsync(StampOf(folder), DigestOf(folder), cancelled);
                return null;
            }

            return Problem(folder, exit is null
                ? $"`npm {verb}` took longer than {Limit.TotalMinutes:0} minutes, so it was given up."
                : $"`npm {verb}` failed: {WhatItSaid(said)}",
                $"Run `npm {verb} --ignore-scripts` in the task's folder to see all of it, correct package.json, and save it.");
        }
        catch (Win32Exception)
        {
            return Problem(folder, "The task has a package.json, but npm cannot be started.", "Install Node.js 20 or newer with npm, and save package.json again.");
        }
    }

    private async Task<(int? Exit, string Said)> Run(string folder, string[] arguments, NpmProgress heard, Action<string> progress, CancellationToken cancelled)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", arguments)
        {
            WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
        };
        using var patience = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancelled, patience.Token);
        using var process = new Process { StartInfo = start };
        process.Start();
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(both.Token);
            var said = new StringBuilder();
            while (await process.StandardError.ReadLineAsync(both.Token) is { } line)
            {
                said.Append(line).Append('\n');
                if (heard.Heard(line) is { } news) progress(news);
            }

            await output;
            await process.WaitForExitAsync(both.Token);
            return (process.ExitCode, said.ToString());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancelled.ThrowIfCancellationRequested();
            return (null, "");
        }
    }

    // npm ends with where its log is, and begins with warnings about settings; what it is about is in between.
    private static string WhatItSaid(string said)
    {
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line.StartsWith("npm error", StringComparison.Ordinal) && !line.Contains("A complete log of this run", StringComparison.Ordinal))
            .Select(line => line["npm error".Length..].Trim())
            .Where(line => line.Length > 0 && !line.StartsWith("code ", StringComparison.Ordinal))
            .Take(3)
            .ToList();
        return lines.Count == 0 ? "it does not say why." : string.Join(' ', lines);
    }

    private static string? ReadIfThere(string path) => File.Exists(path) ? File.ReadAllText(path) : null;

    [GeneratedRegex(@"""(?<name>react|react-dom)""\s*:\s*""(?<version>[^""]*)""")]
    private static partial Regex ReactLine();

    private static JsxProblem Problem(string folder, string message, string remedy) => new(ManifestOf(folder), 0, 0, message, remedy);

    private static string ManifestOf(string folder) => Path.Combine(folder, "package.json");

    private static string StampOf(string folder) => Path.Combine(folder, "node_modules", Stamp);

    private static string DigestOf(string folder) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(ManifestOf(folder))));
}
