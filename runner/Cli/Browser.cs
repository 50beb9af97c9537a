using System.Diagnostics;

namespace Crowdwork.Cli;

/// <summary>Opens an address in the user's browser, or says that it could not.</summary>
internal static class Browser
{
    public static void Open(string address)
    {
        var opener = OperatingSystem.IsWindows() ? "explorer" : OperatingSystem.IsMacOS() ? "open" : "xdg-open";
        try
        {
            using var _ = Process.Start(new ProcessStartInfo(opener, address) { RedirectStandardError = true, RedirectStandardOutput = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.Error.WriteLine($"No browser could be opened ({opener} is not there). Open {address} yourself.");
        }
    }
}
