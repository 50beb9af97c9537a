using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Runs;

/// <summary>
/// What a worker gets at the end of their part, and what they are told about it: the one table that the worker's page, the ledger and the documentation follow.
/// </summary>
/// <remarks>
/// <code>
///   how the part ended          due        how much                          hands in?
///   finished                    review     the reward                        yes
///   partnerLeft                 owed       pay.partnerLeft (the reward)      yes, if anything is owed
///   partnerLeft, too early      owed       pay.partnerLeftEarly (as above)   yes, if anything is owed
///   nobodyCame                  owed       waiting.pay (nothing)             yes, if anything is owed
///   stopped, fault              owed       pay.worldFault (the reward)       yes, if anything is owed
///   failed (the onboarding)     nothing                                      no
///   timedOut, disconnected,     nothing                                      no
///     returned
/// </code>
/// A marketplace pays the whole reward or nothing for what is handed in. Whoever is owed the reward or more hands in and is approved, with the rest as a bonus.
/// Whoever is owed less gives the work back and is paid by a HIT of their own (see <see cref="DecisionAct.Compensate"/>); so nobody is rejected for what was not
/// their doing, and nobody gets more than the requester agreed to.
/// </remarks>
/// <param name="Due"><see cref="DueKind"/>.</param>
/// <param name="Amount">How much: what is owed for certain, or the reward that the review decides about.</param>
/// <param name="Text">What the worker reads; null says nothing.</param>
/// <param name="HandsIn">Whether the worker is to submit. Otherwise they are to give the work back.</param>
public sealed record Settlement(string Due, Money Amount, string? Text, bool HandsIn)
{
    /// <param name="state">How the part ended.</param>
    /// <param name="sent">How many messages the worker had sent.</param>
    /// <param name="config">The task's settings.</param>
    public static Settlement Of(PartState state, int sent, TaskConfig config) => state switch
    {
        PartState.Finished => new Settlement(DueKind.Review, new Money(config.Reward), config.Reward > 0 ? $"The reward is {new Money(config.Reward)}." : null, HandsIn: true),
        PartState.PartnerLeft when sent < config.Pay.MinMessages => Owed(config, config.Pay.PartnerLeftEarly ?? config.Pay.PartnerLeft ?? config.Reward),
        PartState.PartnerLeft => Owed(config, config.Pay.PartnerLeft ?? config.Reward),
        PartState.NobodyCame => Owed(config, config.Waiting.Pay),
        PartState.Stopped or PartState.Fault => Owed(config, config.Pay.WorldFault ?? config.Reward),
        PartState.TimedOut or PartState.Disconnected or PartState.Returned => Nothing("Work that was not finished is not paid."),
        PartState.Failed => Nothing(null),
        // Passing the onboarding is no end: the worker goes on to wait for partners.
        PartState.Passed => Nothing(null),
        _ => throw new InvalidOperationException($"Bug in Crowdwork: no rule for a part that ended as {state}."),
    };

    private static Settlement Owed(TaskConfig config, decimal amount) => amount > 0
        ? new Settlement(DueKind.Owed, new Money(amount), $"You will be paid {new Money(amount)}.", HandsIn: amount >= config.Reward)
        : Nothing("Nothing is paid for this.");

    private static Settlement Nothing(string? text) => new(DueKind.Nothing, Money.Zero, text, HandsIn: false);
}
