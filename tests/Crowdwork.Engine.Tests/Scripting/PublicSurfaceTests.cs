using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Tests.Scripting;

/// <summary>Everything that a script can see, as text. Scripts outlive versions of Crowdwork: a change here is a promise made or broken.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void PublicSurface_IsWhatWasAgreed()
    {
        var folder = Path.GetDirectoryName(ThisFile())!;
        var verified = Path.Combine(folder, "PublicSurface.verified.txt");
        var received = Path.Combine(folder, "PublicSurface.received.txt");
        var surface = Surface();

        var agreed = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (agreed == surface)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, surface);
        var before = agreed.Split('\n');
        var after = surface.Split('\n');
        Assert.Fail($"""
            What scripts can see has changed.
            {string.Join('\n', before.Except(after).Select(line => "- " + line.Trim()).Concat(after.Except(before).Select(line => "+ " + line.Trim())))}
            If that is meant, accept it:  mv {received} {verified}
            Otherwise scripts that people have written may no longer compile.
            """);
    }

    private static string Surface()
    {
        var text = new StringBuilder();
        foreach (var type in typeof(World).Assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type)).Append(Bases(type)).Append('\n');
            foreach (var line in Members(type).Order(StringComparer.Ordinal)) text.Append("    ").Append(line).Append('\n');
            text.Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt32(Enum.Parse(type, name))}");

        const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var isRecord = type.GetMethod("<Clone>$") is not null;
        return type.GetMembers(Own)
            .Where(member => member is not MethodInfo { IsSpecialName: true })
            .Where(member => !isRecord || member.GetCustomAttribute<CompilerGeneratedAttribute>() is null || member is PropertyInfo)
            .Select(Line);
    }

    private static string Line(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method => $"{Static(method)}{Name(method.ReturnType)} {method.Name}{Generics(method)}({Parameters(method)})",
        PropertyInfo property => $"{Static(property.GetMethod!)}{Nullable(property)} {property.Name}{Index(property)} {{ {Accessors(property)} }}",
        FieldInfo field => $"{Name(field.FieldType)} {field.Name}",
        _ => member.ToString()!,
    };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
    {
        if (parameter.GetCustomAttribute<CallerFilePathAttribute>() is not null) return "[caller's file]";
        if (parameter.GetCustomAttribute<CallerLineNumberAttribute>() is not null) return "[caller's line]";

        var prefix = parameter.GetCustomAttribute<ParamArrayAttribute>() is null ? "" : "params ";
        var type = Name(parameter.ParameterType) + (IsNullable(parameter) ? "?" : "");
        var value = parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "null"}" : "";
        return $"{prefix}{type} {parameter.Name}{value}";
    }));

    private static string Nullable(PropertyInfo property)
        => Name(property.PropertyType)
            + (new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable && !property.PropertyType.IsValueType ? "?" : "");

    private static bool IsNullable(ParameterInfo parameter)
        => !parameter.ParameterType.IsValueType && !parameter.ParameterType.IsGenericParameter && new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;

    private static string Accessors(PropertyInfo property)
    {
        if (property.SetMethod is not { IsPublic: true } setter) return "get;";
        var isInit = setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
        return isInit ? "get; init;" : "get; set;";
    }

    private static string Index(PropertyInfo property)
        => property.GetIndexParameters() is [var parameter] ? $"[{Name(parameter.ParameterType)} {parameter.Name}]" : "";

    private static string Generics(MethodInfo method)
        => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";

    private static string Static(MethodBase method) => method.IsStatic ? "static " : "";

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsAbstract: true, IsSealed: true } => "static class",
        _ when type.GetMethod("<Clone>$") is not null => "record",
        _ => type.IsSealed ? "sealed class" : "class",
    };

    private static string Bases(Type type)
    {
        var bases = new List<string>();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(Enum)) bases.Add(Name(parent));
        if (!type.IsEnum && type.GetMethod("<Clone>$") is null)
            bases.AddRange(type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Select(Name).Order(StringComparer.Ordinal));
        return bases.Count == 0 ? "" : " : " + string.Join(", ", bases);
    }

    private static string Name(Type type)
    {
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (System.Nullable.GetUnderlyingType(type) is { } underlying) return Name(underlying) + "?";
        if (!type.IsGenericType) return type == typeof(void) ? "void" : type.Name;
        return $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
