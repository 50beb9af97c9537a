namespace Crowdwork.Engine.Tasks;

/// <summary>What workers get when a conversation ends early and it was not their doing.</summary>
public sealed record PayConfig
{
    /// <summary>What a worker gets whose partner left, in US dollars. Default: the full reward.</summary>
    public decimal? PartnerLeft { get; init; }

    /// <summary>The same for a worker who had sent fewer messages than "minMessages", in US dollars. Default: as "partnerLeft".</summary>
    public decimal? PartnerLeftEarly { get; init; }

    /// <summary>How many messages a worker must have sent for the conversation not to count as just begun. Default: 0.</summary>
    [Between(0, 1000)]
    public int MinMessages { get; init; }

    /// <summary>What every worker gets when the script failed, in US dollars. Default: the full reward.</summary>
    public decimal? WorldFault { get; init; }
}
