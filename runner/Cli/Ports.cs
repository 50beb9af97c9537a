using System.CommandLine.Parsing;
using System.Net.Sockets;

namespace Crowdwork.Cli;

/// <summary>Ports as users give them, and the one mistake that everybody makes with them.</summary>
internal static class Ports
{
    private const int Last = 65535;

    /// <summary>The one after it; where there is none, or it was left to the system, any that is free.</summary>
    public static int After(int port) => port is 0 or Last ? 0 : port + 1;

    public static void Require(OptionResult result, string option) => RequireNumber(result, 0, Last, $"{option} is a number from 0 to {Last}.");

    // The words themselves are looked at: asked for the value of what is no number, the parser throws.
    public static void RequireNumber(OptionResult result, int least, int most, string message)
    {
        foreach (var word in result.Tokens)
            if (int.TryParse(word.Value, out var number) && (number < least || number > most)) result.AddError(message);
    }

    /// <summary>Whether anybody listens there.</summary>
    public static async Task<bool> Answers(Uri address)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public static bool IsTaken(Exception e)
        => e is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse or SocketError.AccessDenied }
            || e.Message.Contains("address already in use", StringComparison.OrdinalIgnoreCase)
            || (e.InnerException is { } inner && IsTaken(inner));
}
