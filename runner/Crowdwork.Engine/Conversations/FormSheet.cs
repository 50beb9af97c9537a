using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Conversations;

/// <summary>One field of a form, as the worker's page gets it.</summary>
public sealed record FormField(string Name, string Label, string Type, bool Required)
{
    public double? Min { get; init; }
    public double? Max { get; init; }
    public int? MinLength { get; init; }
    public int? MaxLength { get; init; }
    public string? Pattern { get; init; }
    public string? PatternHint { get; init; }
    public IReadOnlyList<string>? Options { get; init; }
}

/// <summary>
/// The form that <c>Fill&lt;T></c> shows: made of the properties of a record of the script, and able to read the answers back into one.
/// </summary>
/// <remarks>
/// The page checks for comfort; what counts is <see cref="Read"/>. It looks at the attributes one by one instead of using <c>Validator</c>, whose
/// process-wide caches would keep every reloaded script in memory.
/// </remarks>
internal sealed class FormSheet
{
    private static readonly JsonSerializerOptions Wire = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Default,
    };

    private const int LongTextFrom = 200;

    private readonly ConstructorInfo _constructor;
    private readonly IReadOnlyList<Slot> _slots;

    private FormSheet(ConstructorInfo constructor, IReadOnlyList<Slot> slots)
    {
        _constructor = constructor;
        _slots = slots;
        FieldsJson = JsonSerializer.Serialize(slots.Select(slot => slot.Field), Wire);
    }

    /// <summary>The fields as JSON, for the page and for the journal.</summary>
    public string FieldsJson { get; }

    public IEnumerable<FormField> Fields => _slots.Select(slot => slot.Field);

    /// <exception cref="NotSupportedException">A property of the record is of a type that no field can hold.</exception>
    public static FormSheet Of(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(candidate => candidate.GetParameters().Length).FirstOrDefault();
        var parameters = constructor?.GetParameters() ?? [];
        if (constructor is null || parameters.Length == 0)
            throw new NotSupportedException(
                $"Fill<{type.Name}> needs a record with the fields in parentheses, such as: record {type.Name}(int Ease, string? Comment);");

        var nullability = new NullabilityInfoContext();
        return new FormSheet(constructor, parameters.Select(parameter => Slot.Of(type, parameter, nullability)).ToArray());
    }

    /// <summary>Reads the answers. Either there is a value, or there are problems by field.</summary>
    public (object? Value, IReadOnlyDictionary<string, string> Problems) Read(string? fieldsJson)
    {
        var problems = new Dictionary<string, string>();
        var values = new object?[_slots.Count];
        using var answers = JsonDocument.Parse(fieldsJson ?? "{}");

        for (var i = 0; i < _slots.Count; i++)
        {
            var slot = _slots[i];
            var given = answers.RootElement.ValueKind == JsonValueKind.Object
                && answers.RootElement.TryGetProperty(slot.Field.Name, out var value) ? value : default;
            values[i] = slot.Read(given, out var problem);
            if (problem is not null) problems[slot.Field.Name] = problem;
        }

        return problems.Count > 0 ? (null, problems) : (_constructor.Invoke(values), problems);
    }

    private sealed record Slot(FormField Field, Type Type, bool IsNullable, IReadOnlyList<ValidationAttribute> Rules)
    {
        public static Slot Of(Type owner, ParameterInfo parameter, NullabilityInfoContext nullability)
        {
            var property = owner.GetProperty(parameter.Name!);
            var attributes = parameter.GetCustomAttributes().Concat(property?.GetCustomAttributes() ?? []).ToArray();
            var rules = attributes.OfType<ValidationAttribute>().ToArray();
            var display = attributes.OfType<DisplayAttribute>().FirstOrDefault();
            var underlying = Nullable.GetUnderlyingType(parameter.ParameterType);
            var type = underlying ?? parameter.ParameterType;
            var isNullable = underlying is not null
                || (!type.IsValueType && nullability.Create(parameter).WriteState == NullabilityState.Nullable);
            var range = rules.OfType<RangeAttribute>().FirstOrDefault();
            var length = rules.OfType<StringLengthAttribute>().FirstOrDefault();
            var pattern = rules.OfType<RegularExpressionAttribute>().FirstOrDefault();
            var longest = length?.MaximumLength ?? rules.OfType<MaxLengthAttribute>().FirstOrDefault()?.Length;

            var field = new FormField(
                parameter.Name!, display?.GetName() ?? Words.Split(parameter.Name!), KindOf(owner, parameter.Name!, type, longest),
                Required: !isNullable && type != typeof(bool))
            {
                Min = range is not null && IsNumber(type) ? Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture) : null,
                Max = range is not null && IsNumber(type) ? Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture) : null,
                MinLength = length is { MinimumLength: > 0 } ? length.MinimumLength : rules.OfType<MinLengthAttribute>().FirstOrDefault()?.Length,
                MaxLength = longest,
                Pattern = pattern?.Pattern,
                PatternHint = pattern?.ErrorMessage,
                Options = type.IsEnum ? Enum.GetNames(type).Select(Words.Split).ToArray() : null,
            };
            return new Slot(field, type, isNullable, rules);
        }

        public object? Read(JsonElement given, out string? problem)
        {
            problem = null;
            var text = given.ValueKind switch
            {
                JsonValueKind.String => given.GetString()!.Trim(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => given.GetRawText(),
                _ => "",
            };
            if (text.Length == 0)
            {
                if (Type == typeof(bool) && !IsNullable) return false;
                if (!IsNullable) problem = "Please fill this in.";
                return null;
            }

            if (!TryConvert(text, out var value))
            {
                problem = Field.Type switch
                {
                    "integer" => "Please enter a whole number.",
                    "number" => "Please enter a number.",
                    "date" => "Please enter a date.",
                    _ => "Please choose one of the options.",
                };
                return null;
            }

            foreach (var rule in Rules)
            {
                if (Obeys(rule, value)) continue;
                problem = rule.FormatErrorMessage(Field.Label);
                return null;
            }

            return value;
        }

        // The attribute rounds to the type of its bounds first: 5.4 would pass Range(1, 5), and a number too large for the bounds' type would throw.
        private bool Obeys(ValidationAttribute rule, object? value)
        {
            if (rule is not RangeAttribute range || !IsNumber(Type)) return rule.IsValid(value);

            var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
            var min = Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture);
            var max = Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture);
            return (range.MinimumIsExclusive ? number > min : number >= min) && (range.MaximumIsExclusive ? number < max : number <= max);
        }

        private static bool IsNumber(Type type)
            => type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(float) || type == typeof(decimal);

        private bool TryConvert(string text, out object? value)
        {
            const NumberStyles number = NumberStyles.Float;
            var culture = CultureInfo.InvariantCulture;
            value = null;
            if (Type == typeof(string)) value = text;
            else if (Type == typeof(int) && int.TryParse(text, NumberStyles.Integer, culture, out var i)) value = i;
            else if (Type == typeof(long) && long.TryParse(text, NumberStyles.Integer, culture, out var l)) value = l;
            else if (Type == typeof(double) && double.TryParse(text, number, culture, out var d) && double.IsFinite(d)) value = d;
            else if (Type == typeof(float) && float.TryParse(text, number, culture, out var f) && float.IsFinite(f)) value = f;
            else if (Type == typeof(decimal) && decimal.TryParse(text, number, culture, out var m)) value = m;
            else if (Type == typeof(bool) && bool.TryParse(text, out var b)) value = b;
            else if (Type == typeof(DateOnly) && DateOnly.TryParseExact(text, "yyyy-MM-dd", culture, DateTimeStyles.None, out var date)) value = date;
            else if (Type.IsEnum && Field.Options!.ToList().IndexOf(text) is >= 0 and var index) value = Enum.Parse(Type, Enum.GetNames(Type)[index]);
            return value is not null;
        }

        private static string KindOf(Type owner, string name, Type type, int? longest)
        {
            if (type == typeof(string)) return longest is null or < LongTextFrom ? "text" : "long";
            if (type == typeof(int) || type == typeof(long)) return "integer";
            if (type == typeof(double) || type == typeof(float) || type == typeof(decimal)) return "number";
            if (type == typeof(bool)) return "checkbox";
            if (type == typeof(DateOnly)) return "date";
            if (type.IsEnum) return "choice";
            throw new NotSupportedException(
                $"Fill<{owner.Name}> cannot make a field of {name}: {type.Name} is not text, a number, bool, an enum or DateOnly.");
        }
    }
}
