using System.Text.Json;

namespace Crowdwork.Engine.Review;

/// <summary>
/// Where the process that holds a store can be asked to decide something. It lies beside the store, readable by its owner only: whoever can read it may spend the run's money.
/// </summary>
public sealed record OperatorFile(Uri Address, string Token)
{
    public const string Name = "operator.json";

    /// <summary>The path of the page that takes a <see cref="DecideRequest"/>.</summary>
    public const string DecidePath = "/api/decide";

    /// <summary>The path that takes <see cref="QualificationNews"/>.</summary>
    public const string QualificationsPath = "/api/qualifications";

    public const string TokenHeader = "X-Operator-Token";

    /// <summary>Writes it, so that nobody else can read it at any moment.</summary>
    public void Write(string folder)
    {
        var path = Path.Combine(folder, Name);
        var making = path + ".new";
        File.Delete(making);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(making, options)) JsonSerializer.Serialize(file, this, DecideRequest.Json);
        File.Move(making, path, overwrite: true);
    }

    /// <summary>Null when there is none, or none that says anything.</summary>
    public static OperatorFile? Read(string folder)
    {
        try
        {
            using var file = File.OpenRead(Path.Combine(folder, Name));
            return JsonSerializer.Deserialize<OperatorFile>(file, DecideRequest.Json) is { Address: not null, Token: not null } found ? found : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public static void Remove(string folder) => File.Delete(Path.Combine(folder, Name));
}
