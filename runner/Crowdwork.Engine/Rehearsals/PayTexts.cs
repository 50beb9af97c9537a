using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Rehearsals;

/// <summary>What a worker is told about pay, by how their part ended: the policy of config.json in words.</summary>
public static class PayTexts
{
    public static Func<PartState, int, string?> Of(TaskConfig config) => (state, sent) => state switch
    {
        PartState.Finished => config.Reward > 0 ? $"The reward is {Dollars(config.Reward)}." : null,
        PartState.PartnerLeft when sent < config.Pay.MinMessages => Paid(config.Pay.PartnerLeftEarly ?? config.Pay.PartnerLeft ?? config.Reward),
        PartState.PartnerLeft => Paid(config.Pay.PartnerLeft ?? config.Reward),
        PartState.NobodyCame => Paid(config.Waiting.Pay),
        PartState.Stopped or PartState.Fault => Paid(config.Pay.WorldFault ?? config.Reward),
        PartState.TimedOut or PartState.Disconnected or PartState.Returned => "Work that was not finished is not paid.",
        _ => null,
    };

    private static string Paid(decimal amount) => amount > 0 ? $"You will be paid {Dollars(amount)}." : "Nothing is paid for this.";

    private static string Dollars(decimal amount) => $"${amount:0.00}";
}
