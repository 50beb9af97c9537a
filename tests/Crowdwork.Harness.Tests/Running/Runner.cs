using System.Diagnostics;
using System.Text;

namespace Crowdwork.Harness.Tests.Running;

/// <summary>What a command of the runner said, and how it ended.</summary>
internal sealed record Outcome(int ExitCode, string Out, string Error)
{
    public override string ToString() => $"exit code {ExitCode}\n--- out\n{Out}\n--- error\n{Error}";
}

/// <summary>The command <c>runner</c> as a process of its own, the way an author starts it.</summary>
internal sealed class Runner : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _said = New();

    private Runner(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Note(_out, line.Data);
        process.ErrorDataReceived += (_, line) => Note(_error, line.Data);
    }

    public string Out => Read(_out);

    public string Error => Read(_error);

    public bool HasExited => _process.HasExited;

    public static Runner Start(string folder, params string[] arguments) => Start(folder, new Dictionary<string, string?>(), arguments);

    /// <summary>With variables of the environment set, or (null) taken away.</summary>
    public static Runner Start(string folder, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "runner.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        var runner = new Runner(process);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        return runner;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<Outcome> Run(string folder, params string[] arguments)
    {
        await using var runner = Start(folder, arguments);
        return await runner.Ended();
    }

    public static async Task<Outcome> Run(string folder, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        await using var runner = Start(folder, environment, arguments);
        return await runner.Ended();
    }

    public async Task<Outcome> Ended()
    {
        await Guard.Within(_process.WaitForExitAsync(), () => $"the runner should have ended.\n{Out}\n{Error}");
        return new Outcome(_process.ExitCode, Out, Error);
    }

    /// <summary>Waits until the output holds what is looked for. Fails at once when the process ends without it.</summary>
    public async Task<T> Says<T>(Func<string, T?> find)
        where T : class
    {
        while (true)
        {
            Task more;
            lock (_gate) more = _said.Task;
            if (find(Out) is { } found) return found;
            if (_process.HasExited) throw new InvalidOperationException($"The runner ended with {_process.ExitCode} before it said so.\n{Out}\n{Error}");
            await Guard.Within(Task.WhenAny(more, _process.WaitForExitAsync()), () => $"the runner should have said something else.\n{Out}\n{Error}");
        }
    }

    /// <summary>kill -9: it has no chance to do anything more.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await Guard.Within(_process.WaitForExitAsync(), () => "a killed process should be gone.");
    }

    /// <summary>Ctrl-C.</summary>
    public async Task Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString()]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await Kill();
        _process.Dispose();
    }

    private void Note(StringBuilder text, string? line)
    {
        lock (_gate)
        {
            if (line is not null) text.Append(line).Append('\n');
            _said.TrySetResult();
            _said = New();
        }
    }

    private string Read(StringBuilder text)
    {
        lock (_gate) return text.ToString();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
