using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Store;

namespace Crowdwork.Web.Sessions;

/// <summary>Who a page belongs to: the claim that a token carries and the signature proves.</summary>
/// <param name="Room">The room that it opens: the task of a rehearsal, or a run.</param>
/// <param name="Worker">Who.</param>
/// <param name="IsOperator">Whether it is the operator's seat.</param>
/// <param name="Expires">Until when.</param>
/// <param name="Assignment">What they accepted; empty in a rehearsal.</param>
public sealed record Session(string Room, WorkerId Worker, bool IsOperator, DateTimeOffset Expires, string Assignment = "")
{
    public Attendance Who => new(Worker, Assignment);
}

/// <summary>
/// Signs and reads the tokens in the addresses of worker pages. A token is the only identity there is: no cookie, no browser storage, since a frame on another
/// site's page may have neither.
/// </summary>
/// <remarks>
/// <c>base64url(claim).base64url(HMAC-SHA256(key, claim))</c>. The key lies in the store's folder, readable by its owner only, so that pages outlive a restart.
/// </remarks>
public sealed class SessionTokens(byte[] key, TimeProvider time)
{
    private const int KeyBytes = 32;
    private const int LongestToken = 1024;
    private const int SecretLength = 48;

    public static SessionTokens Load(string folder, TimeProvider time)
    {
        var path = Path.Combine(folder, "session.key");
        if (File.Exists(path) && File.ReadAllBytes(path) is { Length: KeyBytes } known) return new SessionTokens(known, time);

        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(key);
        return new SessionTokens(key, time);
    }

    /// <summary>A secret that follows from the key, the same after any restart. It is no session and signs none: claims are JSON, and a purpose is not.</summary>
    public string SecretFor(string purpose) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(purpose)))[..SecretLength];

    public string Sign(Session session)
    {
        var claim = JsonSerializer.SerializeToUtf8Bytes(
            new Claim(session.Room, session.Worker.Value, session.IsOperator, session.Expires.ToUnixTimeSeconds(), session.Assignment));
        return $"{Base64Url.EncodeToString(claim)}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, claim))}";
    }

    /// <summary>Null for everything that was not signed here, or has run out.</summary>
    public Session? Read(string? token)
    {
        if (token is null || token.Length > LongestToken || token.Split('.') is not [var claimText, var signature]) return null;
        if (!Base64Url.IsValid(claimText) || !Base64Url.IsValid(signature)) return null;

        var claim = Base64Url.DecodeFromChars(claimText);
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, claim), Base64Url.DecodeFromChars(signature))) return null;

        var read = JsonSerializer.Deserialize<Claim>(Encoding.UTF8.GetString(claim))!;
        var expires = DateTimeOffset.FromUnixTimeSeconds(read.Exp);
        return expires < time.GetUtcNow() ? null : new Session(read.Task, new WorkerId(read.Worker), read.Op, expires, read.Assignment ?? "");
    }

    private sealed record Claim(string Task, string Worker, bool Op, long Exp, string? Assignment = null);
}
