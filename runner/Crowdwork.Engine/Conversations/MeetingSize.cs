using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;

namespace Crowdwork.Engine.Conversations;

/// <summary>How many workers of a crowd a conversation takes, found by running the script to where it first waits for somebody.</summary>
/// <remarks>
/// A script may meet more people later, depending on what was said; which it would is not to be known. So the roles of config.json count too: whoever settles a role
/// there means somebody to play it. Only the role of a test before the conversation is nobody's in it.
/// </remarks>
internal static class MeetingSize
{
    /// <summary>Who takes a test, or works alone.</summary>
    private const string Alone = "worker";

    public static int Of(IWorldProgram program, PlayRules rules, string? row, TaskConfig config)
    {
        bool IsForOperator(string role) => config.Roles.GetValueOrDefault(role)?.Operator == true;

        var play = new Play(program, rules, (_, _) => { });
        play.Handle(new Began("", program.Hash, 0, row, Seed: 1, Onboarding: false), DateTimeOffset.UnixEpoch);
        var first = play.Open.OfType<OpenMeet>().Sum(meet => meet.Roles.Count(role => !play.IsModelRole(role) && !IsForOperator(role)));
        var named = config.Roles.Keys.Count(role => !play.IsModelRole(role) && !IsForOperator(role) && !(role == Alone && play.HasOnboarding));
        return Math.Max(1, Math.Max(first, named));
    }
}
