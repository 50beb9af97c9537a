using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Amazon.MTurk;

namespace Crowdwork.MTurk.Tests;

/// <summary>
/// Everything that callers of the client can see, as text. It has to stay within what the package AWSSDK.MTurk offers, so that the package can
/// take its place.
/// </summary>
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
            What callers of the client can see has changed.
            {string.Join('\n', before.Except(after).Select(line => "- " + line.Trim()).Concat(after.Except(before).Select(line => "+ " + line.Trim())))}
            If AWSSDK.MTurk has it too, accept it:  mv {received} {verified}
            Otherwise callers could no longer be moved to that package.
            """);
    }

    [Fact]
    public void Namespaces_AreThoseOfThePackage_AndNoOthers()
        => Assert.Equal(
            ["Amazon.MTurk", "Amazon.MTurk.Model"],
            typeof(IAmazonMTurk).Assembly.GetTypes().Select(type => type.Namespace).Where(space => space?.StartsWith("Amazon", StringComparison.Ordinal) == true).Distinct().Order());

    [Fact]
    public void Assembly_KnowsNothingOfThisProject()
        => Assert.DoesNotContain(
            typeof(IAmazonMTurk).Assembly.GetReferencedAssemblies(), assembly => assembly.Name!.StartsWith("Crowdwork", StringComparison.Ordinal));

    private static string Surface()
    {
        var text = new StringBuilder();
        foreach (var type in typeof(IAmazonMTurk).Assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(type.IsInterface ? "interface " : type.IsSealed ? "sealed class " : "class ").Append(type.FullName);
            if (type.BaseType is { } parent && parent != typeof(object)) text.Append(" : ").Append(Name(parent));
            text.Append('\n');
            foreach (var line in Members(type).Order(StringComparer.Ordinal)) text.Append("    ").Append(line).Append('\n');
            text.Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<string> Members(Type type)
        => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is not MethodInfo { IsSpecialName: true } or MethodInfo { Name: "op_Implicit" })
            .Select(Line);

    private static string Line(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo { Name: "op_Implicit" } method => $"implicit {Name(method.ReturnType)}({Parameters(method)})",
        MethodInfo method => $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
        PropertyInfo property => $"{(property.GetMethod!.IsStatic ? "static " : "")}{Name(property.PropertyType)} {property.Name} {{ get;{(property.SetMethod is null ? "" : " set;")} }}",
        FieldInfo field => $"static {Name(field.FieldType)} {field.Name}",
        _ => member.ToString()!,
    };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters()
        .Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = default" : "")}"));

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Name(underlying) + "?";
        if (!type.IsGenericType) return type == typeof(void) ? "void" : type.Name;
        return $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
