using System.Runtime.InteropServices;
using System.Text.Json;

namespace Crowdwork.Templates.Jsx;

/// <summary>
/// Where the compiler of pages and the packages that come with Crowdwork are: the folder <c>client-packages</c>, with its
/// <c>node_modules</c> filled by the build.
/// </summary>
/// <param name="Folder">The folder's full path.</param>
public sealed record JsxToolchain(string Folder)
{
    /// <summary>Names the folder where it is neither in the source tree nor beside the program.</summary>
    public const string Variable = "CROWDWORK_CLIENT_PACKAGES";

    /// <summary>What every page may import without a package.json of its own.</summary>
    public string Modules => Path.Combine(Folder, "node_modules");

    /// <summary>The modules that stand for React and jsPsych, and hand out the one copy that the worker's page has loaded.</summary>
    public string Shims => Path.Combine(Folder, "shims");

    /// <summary>The compiler itself. The file in node_modules/.bin starts Node first, which takes ten times as long.</summary>
    public string Esbuild => Path.Combine(Modules, "@esbuild", Platform, OperatingSystem.IsWindows() ? "esbuild.exe" : Path.Combine("bin", "esbuild"));

    /// <summary>The version of React that pages use; null while the packages are not installed.</summary>
    public string? ReactVersion
    {
        get
        {
            var manifest = Path.Combine(Modules, "react", "package.json");
            if (!File.Exists(manifest)) return null;
            using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
            return json.RootElement.GetProperty("version").GetString();
        }
    }

    public bool IsInstalled => File.Exists(Esbuild);

    /// <summary>The folder that the variable names, or the one beside the program, or the one in the source tree around it.</summary>
    public static JsxToolchain Find(string program, string? named)
    {
        if (!string.IsNullOrEmpty(named)) return new JsxToolchain(Path.GetFullPath(named));
        for (var folder = new DirectoryInfo(program); folder is not null; folder = folder.Parent)
        {
            foreach (var place in new[] { "client-packages", Path.Combine("harness-web", "client-packages") })
            {
                var path = Path.Combine(folder.FullName, place);
                if (File.Exists(Path.Combine(path, "package.json"))) return new JsxToolchain(path);
            }
        }

        return new JsxToolchain(Path.Combine(program, "client-packages"));
    }

    private static string Platform
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            var chip = RuntimeInformation.OSArchitecture switch
            {
                Architecture.X64 => "x64",
                Architecture.X86 => "ia32",
                var other => other.ToString().ToLowerInvariant(),
            };
            return $"{system}-{chip}";
        }
    }
}
