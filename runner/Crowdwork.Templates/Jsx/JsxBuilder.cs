using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Crowdwork.Templates.Parsing;

namespace Crowdwork.Templates.Jsx;

/// <summary>
/// Compiles a page of a task, <c>Asker.jsx</c>, with all that it imports, into one module for browsers.
/// </summary>
/// <remarks>
/// <code>
///   Asker.jsx --values put in (JsxSources)---+
///   Button.jsx ------------------------------+--> esbuild (a process of its own, gone after milliseconds) --> code, style, source map
///   asker.css -------------------------------+        |
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

    /// <summary>What it builds with.</summary>
    public JsxToolchain Tools => tools;

    /// <summary>Builds one page. Mistakes of the author are in the result; nothing is thrown for them.</summary>
    /// <param name="entry">The page's full path.</param>
    /// <param name="values">What its templates know; null where it has none, and is taken as it is.</param>
    public async Task<JsxBuild> Build(string entry, JsxValues? values, CancellationToken cancelled)
    {
        var started = time.GetTimestamp();
        if (!tools.IsInstalled)
        {
            return Failed(entry, started, "The compiler for pages is not installed.",
                $"Install Node.js 20 or newer with npm and build Crowdwork again, or let {JsxToolchain.Variable} name the folder client-packages of a complete installation.");
        }

        var sources = JsxSources.Read(entry, values, time);
        if (sources.Problems.TryGetValue(entry, out var mistakes)) return new JsxBuild(null, mistakes, [], time.GetElapsedTime(started)) { UsesValues = true };

        // Named by the process too: two harnesses may share a folder.
        var folder = Path.GetFullPath(Path.Combine(workFolder, $"{Environment.ProcessId}-{Interlocked.Increment(ref _lastBuild)}"));
        Directory.CreateDirectory(folder);
        try
        {
            var mirror = sources.Rendered.Keys.Any(file => file != entry) ? JsxMirror.Make(values!.Folder, Path.Combine(folder, "mirror"), sources.Rendered) : null;
            var build = await Build(entry, sources, mirror, folder, cancelled);
            return build with { Took = time.GetElapsedTime(started), UsesValues = sources.UsesValues };
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException && sources.Rendered.Keys.Any(file => file != entry))
        {
            return Failed(entry, started, $"This page imports a file with template values, and the system does not allow the links that this takes: {trouble.Message}", "Hand the values to the imported component as props.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<JsxBuild> Build(string entry, JsxSources sources, JsxMirror? mirror, string folder, CancellationToken cancelled)
    {
        var result = Path.Combine(folder, Path.GetFileName(entry) + ".js");
        var metafile = Path.Combine(folder, "meta.json");
        var home = Path.GetDirectoryName(mirror?.ToMirror(entry) ?? entry)!;
        var text = sources.Rendered.GetValueOrDefault(entry)?.Text;
        var (exit, said) = await Run(Arguments(entry, isByInput: text is not null, isMirrored: mirror is not null, result, metafile), text, home, cancelled);
        if (exit is null) return Failure(entry, $"Building this page took longer than {Limit.TotalSeconds:0} seconds, so it was given up.", "Save the file again. If it stays so, look for an import that leads to very large files.");

        var problems = EsbuildMessages.Read(said, entry)
            .Select(problem => problem with { File = mirror?.FromMirror(problem.File) ?? problem.File })
            .Select(problem => AsWritten(problem, sources.Rendered))
            .ToList();
        if (exit != 0)
        {
            if (problems.Count == 0) return Failure(entry, $"The compiler for pages failed: {LastLineOf(said)}", "Save the file again. If it stays so, install Crowdwork's client packages anew.");
            // A file whose template has a mistake was read as it is, and what the compiler says about that helps nobody.
            return new JsxBuild(null, [.. problems.SelectMany(problem => sources.Problems.GetValueOrDefault(problem.File) ?? [problem]).Distinct()], [], TimeSpan.Zero);
        }

        var meta = JsxMetafile.Read(await File.ReadAllBytesAsync(metafile, cancelled), home);
        var inputs = meta.Inputs
            .Where(input => !input.StartsWith(tools.Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Select(input => mirror?.FromMirror(input) ?? input)
            .ToList();
        var mistakes = inputs.SelectMany(input => sources.Problems.GetValueOrDefault(input) ?? []).ToList();
        if (mistakes.Count > 0) return new JsxBuild(null, mistakes, [], TimeSpan.Zero);

        var style = Path.ChangeExtension(result, ".css");
        var map = await File.ReadAllBytesAsync(result + ".map", cancelled);
        var output = new JsxOutput(
            await File.ReadAllBytesAsync(result, cancelled),
            File.Exists(style) ? await File.ReadAllBytesAsync(style, cancelled) : null,
            () => SourceMap.Parse(map).Placed(source => AsWritten(Path.GetFullPath(Path.Combine(folder, source)), mirror)).Through(sources.Rendered), meta.Exports);
        return new JsxBuild(output, problems, [.. inputs, .. sources.Included], TimeSpan.Zero);
    }

    private static string AsWritten(string path, JsxMirror? mirror) => mirror?.FromMirror(path) ?? path;

    // The compiler counts columns in bytes, and knows the rendered text only.
    private static JsxProblem AsWritten(JsxProblem problem, IReadOnlyDictionary<string, MappedText> rendered)
    {
        if (problem.Line == 0) return problem;
        var mapped = rendered.GetValueOrDefault(problem.File);
        if ((mapped?.Text ?? TextOf(problem.File)) is not { } text) return problem;
        var column = ColumnOf(new SourceText(problem.File, text).Line(problem.Line), problem.Column);
        return mapped?.Origin(problem.Line, column) is { } origin
            ? problem with { File = origin.File, Line = origin.Line, Column = origin.Column }
            : problem with { Column = column };
    }

    private static int ColumnOf(string line, int byteColumn)
    {
        var (column, bytes) = (0, 1);
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes >= byteColumn) break;
            bytes += rune.Utf8SequenceLength;
            column += rune.Utf16SequenceLength;
        }

        return column + 1;
    }

    private static string? TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            // It has vanished since; then the compiler's count is all there is.
            return null;
        }
    }

    private List<string> Arguments(string entry, bool isByInput, bool isMirrored, string result, string metafile)
    {
        var arguments = new List<string>
        {
            isByInput ? $"--sourcefile={Path.GetFileName(entry)}" : Path.GetFileName(entry), "--bundle", "--format=esm", "--jsx=automatic", "--sourcemap=linked", "--target=es2022", "--charset=utf8",
            $"--define:process.env.NODE_ENV=\"{(ForProduction ? "production" : "development")}\"",
            $"--outfile={result}", $"--metafile={metafile}", "--log-style=visualstudio", "--log-limit=0", "--log-level=warning", "--color=false",
        };
        if (isByInput) arguments.Add($"--loader={Path.GetExtension(entry)[1..]}");
        // Otherwise a link would be followed, and what it imports be looked for beside the original.
        if (isMirrored) arguments.Add("--preserve-symlinks");
        if (ForProduction) arguments.Add("--minify");
        foreach (var ending in new[] { "png", "jpg", "jpeg", "gif", "webp", "svg", "woff", "woff2", "mp3", "wav", "ogg" }) arguments.Add($"--loader:.{ending}=dataurl");
        foreach (var ending in new[] { "md", "csv" }) arguments.Add($"--loader:.{ending}=text");
        foreach (var name in _shims) arguments.Add($"--alias:{name}={Path.Combine(tools.Shims, name.Replace('/', '-') + ".js")}");
        arguments.Add($"--alias:react/jsx-dev-runtime={Path.Combine(tools.Shims, "react-jsx-runtime.js")}");
        // Otherwise the alias of the package would be taken for a folder that holds the style sheet.
        arguments.Add($"--alias:jspsych/css={Path.Combine(tools.Modules, "jspsych", "css")}");
        return arguments;
    }

    private async Task<(int? Exit, string Said)> Run(List<string> arguments, string? input, string folder, CancellationToken cancelled)
    {
        var start = new ProcessStartInfo(tools.Esbuild, arguments)
        {
            WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
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
            var said = process.StandardError.ReadToEndAsync(both.Token);
            await Hand(input, process.StandardInput, both.Token);
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

    private static async Task Hand(string? input, StreamWriter to, CancellationToken cancelled)
    {
        try
        {
            if (input is not null) await to.WriteAsync(input.AsMemory(), cancelled);
            to.Close();
        }
        catch (IOException)
        {
            // It ended without having read everything, and says on its error output why.
        }
    }

    private static JsxBuild Failure(string entry, string message, string remedy) => new(null, [new JsxProblem(entry, 0, 0, message, remedy)], [], TimeSpan.Zero);

    private JsxBuild Failed(string entry, long started, string message, string remedy)
        => new(null, [new JsxProblem(entry, 0, 0, message, remedy)], [], time.GetElapsedTime(started));

    private static string LastLineOf(string said)
        => said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it said nothing.";
}
