using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace Amazon.MTurk;

/// <summary>A constant that can be found by the word it is on the wire.</summary>
internal interface IConstant<out TSelf>
{
    static abstract TSelf FindValue(string value);
}

/// <summary>
/// Constants are their words on the wire. A word this client knows is read as the very constant; one that the service learned later is
/// read as a new constant with that word, and survives being sent back.
/// </summary>
internal sealed class ConstantJson<T> : JsonConverter<T> where T : ConstantClass, IConstant<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => T.FindValue(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
