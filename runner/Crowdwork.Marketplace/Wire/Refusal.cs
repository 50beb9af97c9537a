using System.Text;
using System.Text.Json;

namespace Crowdwork.Marketplace.Wire;

/// <summary>
/// A call that is not carried out, as the client will read it. MTurk has four families, and SDKs tell them apart by <c>__type</c>:
/// RequestError (the state of things, with a TurkErrorCode), ParameterValidationError (a value that only MTurk itself can judge),
/// ValidationException and its relatives (the framework in front of MTurk), ServiceFault (the marketplace's own trouble).
/// </summary>
internal sealed class Refusal : Exception
{
    private const string CodePrefix = "AWS.MechanicalTurk.";

    public Refusal(string type, string message, string? turkErrorCode = null, string? parameter = null, int status = 400, bool stamped = true)
        : base(message)
    {
        Type = type;
        TurkErrorCode = turkErrorCode is null ? null : CodePrefix + turkErrorCode;
        Parameter = parameter;
        Status = status;
        Stamped = stamped;
    }

    public string Type { get; }

    public string? TurkErrorCode { get; }

    public string? Parameter { get; }

    public int Status { get; }

    /// <summary>MTurk's own messages end with the time in milliseconds; the framework's do not.</summary>
    public bool Stamped { get; }

    public static Refusal Request(string code, string message) => new("RequestError", message, code);

    /// <summary>A value of the right type that this marketplace has no use for (observed form of MTurk's message).</summary>
    public static Refusal InvalidValue(string parameter, string value) =>
        Parameters(parameter, $"The value \"{value}\" is not valid for the parameter {parameter}.");

    public static Refusal OutOfRange(string parameter, long value, long least, long most) =>
        Parameters(parameter, $"The value {value} is invalid for {parameter}. Valid values range from {least} to {most}.");

    public static Refusal Parameters(string parameter, string message) =>
        new("ParameterValidationError", message, "InvalidParameterValue", parameter);

    public static Refusal Framework(string type, string message, int status = 400) => new(type, message, status: status, stamped: false);

    public static Refusal ServiceFault(string message) => new("ServiceFault", message, "ServiceFault", status: 500);

    public byte[] Body(long now)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("__type", Type);
            // The framework in front of MTurk spells it small, MTurk itself does not (observed); the SDKs read both.
            json.WriteString(Stamped ? "Message" : "message", Stamped ? $"{Message} ({now})" : Message);
            if (Parameter is not null)
                json.WriteString(nameof(Parameter), Parameter);
            if (TurkErrorCode is not null)
                json.WriteString(nameof(TurkErrorCode), TurkErrorCode);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    public override string ToString() => new StringBuilder(Type).Append(": ").Append(Message).ToString();
}
