namespace Crowdwork.Engine.Crowds;

/// <summary>Whose matter it is that a marketplace did not do what it was asked.</summary>
public enum CrowdFaultKind
{
    /// <summary>It cannot be reached, or does not answer as a marketplace does.</summary>
    Unreachable,

    /// <summary>It does not know us: keys that are missing, wrong or not allowed to do this.</summary>
    Credentials,

    /// <summary>It will not do this, for a reason that it names.</summary>
    Refused,

    /// <summary>It is too busy, or failed on its side. Later may be better.</summary>
    Busy,
}

/// <summary>A marketplace did not do what it was asked. The message says where, what and what to do.</summary>
public sealed class CrowdFault(CrowdFaultKind kind, string? code, string message, Exception? inner = null) : Exception(message, inner)
{
    public CrowdFaultKind Kind { get; } = kind;

    /// <summary>The marketplace's own word for it, such as <c>AWS.MechanicalTurk.HITDoesNotExist</c>.</summary>
    public string? Code { get; } = code;
}
