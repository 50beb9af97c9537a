using Crowdwork.Engine.Worlds;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Conversations;

/// <summary>What a script declares before its first await, found by running it that far in a conversation that nobody takes part in.</summary>
internal sealed record Declarations(bool HasOnboarding, Func<Part, Decision>? Review, WorldFault? Fault)
{
    public static Declarations Of(IWorldProgram program, PlayRules rules, string? row)
    {
        var play = new Play(program, rules, (_, _) => { });
        play.Handle(new Began("", program.Hash, 0, row, Seed: 1, Onboarding: true), DateTimeOffset.UnixEpoch);
        return new Declarations(play.HasOnboarding, play.ReviewRule, play.Fault);
    }
}
