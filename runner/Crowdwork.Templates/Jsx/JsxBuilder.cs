using System.ComponentModel;
using System.Diagnostics;

namespace Crowdwork.Templates.Jsx;

/// <summary>
/// Compiles a page of a task, <c>Asker.jsx</c>, with all that it imports, into one module for browsers.
/// </summary>
/// <remarks>
/// <code>
///   Asker.jsx ---+
///   Button.jsx --+--> esbuild (a process of its own, gone after milliseconds) --> code, style, source map
///   asker.css ---+        |
///   react, jspsych -- shims: the copy that the worker's page has loaded
/// </code>
/// One process for each build, because that takes four milliseconds more than a compiler that is kept running, and there is
/// nothing to keep alive, to restart or to leak. What a build needs and what it made are files and an exit code; nothing of
/// one build is seen by the next.
/// </remarks>
public sealed class JsxBuilder(JsxToolchain tools, string workFolder, TimeProvider time)
{
    private static readonly string[] _shims = ["react", "react/jsx-runtime", "react-dom", "react-dom/client", "jspsych"];

    private int _lastBuild;

    /// <summary>How long a build may take before it is given up.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Builds as for many workers: small, and React without its checks.</summary>
    public bool ForProduction { get; init; }

    /// <summary>Builds one page. Mistakes of the author are in the result; nothing is thrown for them.</summary>
    /// <param name="entry">The page's full path.</param>
    public async Task<JsxBuild> Build(string entry, CancellationToken cancelled)
    {
        var started = time.GetTimestamp();
        if (!tools.IsInstalled)
        {
            return Failed(entry, started, "The compiler for pages is not installed.",
                $"Install Node.js 20 or newer with npm and build Crowdwork again, or let {JsxToolchain.Variable} name the folder client-packages of a complete installation.");
        }

        // Named by the process too: two harnesses may share a folder.
        var folder = Path.Combine(workFolder, $"{Environment.ProcessId}-{Interlocked.Increment(ref _lastBuild)}");
        Directory.CreateDirectory(folder);
        try
        {
            return await Build(entry, folder, started, cancelled);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<JsxBuild> Build(string entry, string folder, long started, CancellationToken cancelled)
    {
        var result = Path.Combine(folder, Path.GetFileName(entry) + ".js");
        var metafile = Path.Combine(folder, "meta.json");
        var (exit, said) = await Run(Arguments(entry, result, metafile), Path.GetDirectoryName(entry)!, cancelled);
        if (exit is null) return Failed(entry, started, $"Building this page took longer than {Limit.TotalSeconds:0} seconds, so it was given up.", "Save the file again. If it stays so, look for an import that leads to very large files.");

        var problems = EsbuildMessages.Read(said, entry);
        if (exit != 0)
        {
            if (problems.Count == 0) problems = [new JsxProblem(entry, 0, 0, $"The compiler for pages failed: {LastLineOf(said)}", "Save the file again. If it stays so, install Crowdwork's client packages anew.")];
            return new JsxBuild(null, problems, [], time.GetElapsedTime(started));
        }

        var meta = JsxMetafile.Read(await File.ReadAllBytesAsync(metafile, cancelled), Path.GetDirectoryName(entry)!);
        var style = Path.ChangeExtension(result, ".css");
        var output = new JsxOutput(
            await File.ReadAllBytesAsync(result, cancelled),
            File.Exists(style) ? await File.ReadAllBytesAsync(style, cancelled) : null,
            await File.ReadAllBytesAsync(result + ".map", cancelled), folder, meta.Exports);
        var inputs = meta.Inputs.Where(input => !input.StartsWith(tools.Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)).ToList();
        return new JsxBuild(output, problems, inputs, time.GetElapsedTime(started));
    }

    private List<string> Arguments(string entry, string result, string metafile)
    {
        var arguments = new List<string>
        {
            Path.GetFileName(entry), "--bundle", "--format=esm", "--jsx=automatic", "--sourcemap=linked", "--target=es2022", "--charset=utf8",
            $"--define:process.env.NODE_ENV=\"{(ForProduction ? "production" : "development")}\"",
            $"--outfile={result}", $"--metafile={metafile}", "--log-style=visualstudio", "--log-limit=0", "--log-level=warning", "--color=false",
        };
        if (ForProduction) arguments.Add("--minify");
        foreach (var ending in new[] { "png", "jpg", "jpeg", "gif", "webp", "svg", "woff", "woff2", "mp3", "wav", "ogg" }) arguments.Add($"--loader:.{ending}=dataurl");
        foreach (var ending in new[] { "md", "csv" }) arguments.Add($"--loader:.{ending}=text");
        foreach (var name in _shims) arguments.Add($"--alias:{name}={Path.Combine(tools.Shims, name.Replace('/', '-') + ".js")}");
        arguments.Add($"--alias:react/jsx-dev-runtime={Path.Combine(tools.Shims, "react-jsx-runtime.js")}");
        // Otherwise the alias of the package would be taken for a folder that holds the style sheet.
        arguments.Add($"--alias:jspsych/css={Path.Combine(tools.Modules, "jspsych", "css")}");
        return arguments;
    }

    private async Task<(int? Exit, string Said)> Run(List<string> arguments, string folder, CancellationToken cancelled)
    {
        var start = new ProcessStartInfo(tools.Esbuild, arguments)
        {
            WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
        };
        // Where imports are looked for after the task's own node_modules.
        start.Environment["NODE_PATH"] = tools.Modules;

        using var patience = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancelled, patience.Token);
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception trouble)
        {
            return (1, trouble.Message);
        }

        try
        {
            process.StandardInput.Close();
            var said = process.StandardError.ReadToEndAsync(both.Token);
            await process.StandardOutput.ReadToEndAsync(both.Token);
            await process.WaitForExitAsync(both.Token);
            return (process.ExitCode, await said);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancelled.ThrowIfCancellationRequested();
            return (null, "");
        }
    }

    private JsxBuild Failed(string entry, long started, string message, string remedy)
        => new(null, [new JsxProblem(entry, 0, 0, message, remedy)], [], time.GetElapsedTime(started));

    private static string LastLineOf(string said)
        => said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it said nothing.";
}
