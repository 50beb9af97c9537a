namespace Crowdwork.Engine.Crowds;

/// <summary>What a worker's browser shows within the crowd's page.</summary>
public abstract record HitPage
{
    private HitPage() { }

    /// <summary>A page of our own server, which has to be there as long as the HIT is.</summary>
    public sealed record At(Uri Address) : HitPage;

    /// <summary>A whole document that the crowd keeps and serves. It needs no server of ours.</summary>
    public sealed record Itself(string Html) : HitPage;

    public static implicit operator HitPage(Uri address) => new At(address);

    public static HitPage FromUri(Uri address) => new At(address);
}
