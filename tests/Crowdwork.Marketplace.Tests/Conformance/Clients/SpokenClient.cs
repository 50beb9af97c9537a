using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crowdwork.Marketplace.Tests.Conformance.Clients;

/// <summary>A client that lives in a process of its own and is spoken to in lines of JSON: a call in, what came of it out.</summary>
internal sealed class SpokenClient : IClient
{
    // Far beyond what any call takes, retries included; without an end a client that hangs would hang the tests.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    private readonly Process _process;
    private readonly Task<string> _complaints;

    private SpokenClient(Process process)
    {
        _process = process;
        _complaints = process.StandardError.ReadToEndAsync();
    }

    public static SpokenClient Boto3(string url) => Start(Installed.DebiansPython, Path.Combine(Installed.Folder, "boto3_client.py"), url);

    public static SpokenClient JavaScript(string url) => Start("node", Path.Combine(Installed.JavaScript, "client.mjs"), url);

    public async Task<Outcome> Call(Call call)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(call, CamelCase));
        await _process.StandardInput.FlushAsync();
        using var patience = new CancellationTokenSource(Patience);
        var line = await _process.StandardOutput.ReadLineAsync(patience.Token)
            ?? throw new InvalidOperationException($"{_process.StartInfo.FileName} gave up at {call.Operation}:\n{await _complaints}");

        var told = JsonNode.Parse(line)!.AsObject();
        if (told["failure"] is { } failure) return new Outcome([], failure.Deserialize<Failure>(CamelCase));
        if (told["answers"] is JsonArray pages) return new Outcome([.. pages.Select(page => page!.AsObject())], null);
        return new Outcome([told["answer"]!.AsObject()], null);
    }

    public async ValueTask DisposeAsync()
    {
        // It ends when there is nothing more to read, unless it is stuck.
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private static SpokenClient Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // Settings of whoever runs the tests are none of the tour's business.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToArray()) start.Environment.Remove(name);
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        return new SpokenClient(Process.Start(start)!);
    }
}
