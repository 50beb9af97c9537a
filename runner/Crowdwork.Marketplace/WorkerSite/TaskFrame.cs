using System.Net;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>
/// Decides how a task's page is framed: its address with what MTurk adds to it, and how much it may do.
/// </summary>
/// <remarks>
/// <code>
///   https://lab.example/task?row=7#top
///   preview    https://lab.example/task?row=7&amp;assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&amp;hitId=3H#top
///   accepted   https://lab.example/task?row=7&amp;assignmentId=3A&amp;hitId=3H&amp;workerId=A1&amp;turkSubmitTo=http%3A%2F%2Flocalhost%3A8001#top
/// </code>
/// </remarks>
internal static class TaskFrame
{
    public const string NoAssignment = "ASSIGNMENT_ID_NOT_AVAILABLE";

    /// <summary>For a document without an origin of its own.</summary>
    public const string OpaqueSandbox = "allow-scripts allow-forms allow-modals allow-popups allow-downloads";

    /// <summary>For a server of its own: it keeps its origin, and with it its cookies and storage.</summary>
    public const string ServerSandbox = "allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-downloads";

    public static string PreviewAddress(Uri task, string hitId) => Append(task, ("assignmentId", NoAssignment), ("hitId", hitId));

    public static string WorkAddress(Uri task, string assignmentId, string hitId, string workerId, string submitTo)
        => Append(task, ("assignmentId", assignmentId), ("hitId", hitId), ("workerId", workerId), ("turkSubmitTo", submitTo));

    /// <summary>
    /// A task on our own origin would leave the sandbox if it kept that origin: it could reach up and undo it. Names for this machine count as one host, for
    /// they lead to the same server.
    /// </summary>
    public static string SandboxFor(Uri task, string ownHost, int ownPort)
        => task.Port == ownPort && (task.Host.Equals(ownHost, StringComparison.OrdinalIgnoreCase) || (task.IsLoopback && IsThisMachine(ownHost))) ? OpaqueSandbox : ServerSandbox;

    private static bool IsThisMachine(string host)
        => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static string Append(Uri task, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var whole = task.AbsoluteUri;
        var hash = whole.IndexOf('#');
        var (address, fragment) = hash < 0 ? (whole, "") : (whole[..hash], whole[hash..]);
        var separator = address.Contains('?') ? (address[^1] is '?' or '&' ? "" : "&") : "?";
        foreach (var (name, value) in parameters)
        {
            address = $"{address}{separator}{name}={Uri.EscapeDataString(value)}";
            separator = "&";
        }

        return address + fragment;
    }
}
