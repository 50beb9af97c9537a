using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Crowdwork.Marketplace.Tests.Conformance.Clients;

/// <summary>Other people's clients, and whether they are here. Null when one is; otherwise what to do about it.</summary>
internal static class Installed
{
    public const string DebiansPython = "/usr/bin/python3";

    private static readonly Lazy<string?> NpmInstall = new(InstallPackages);

    public static string Folder => Path.GetDirectoryName(ThisFile())!;

    public static string JavaScript => Path.Combine(Folder, "javascript");

    public static string? WhyNotBoto3() => Runs(DebiansPython, Folder, "-c", "import boto3")
        ? null
        : $"NOT RUN: the marketplace was not tried with boto3. {DebiansPython} does not have it: apt-get install python3-boto3";

    public static string? WhyNotJavaScript() => NpmInstall.Value;

    private static string? InstallPackages()
    {
        if (!Directory.Exists(Path.Combine(JavaScript, "node_modules", "@aws-sdk", "client-mturk")) && !Runs("npm", JavaScript, "ci", "--ignore-scripts"))
            return $"NOT RUN: the marketplace was not tried with the SDK for JavaScript. `npm ci --ignore-scripts` in {JavaScript} fails.";
        return Runs("node", JavaScript, "--version") ? null : "NOT RUN: the marketplace was not tried with the SDK for JavaScript. Install Node 20 or later.";
    }

    private static bool Runs(string program, string folder, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
