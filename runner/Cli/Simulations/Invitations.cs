using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Cli.Simulations;

/// <summary>
/// Gives simulated workers the qualifications that config.json asks for: those who come are those who may, as after the pilot that would have granted them.
/// </summary>
internal sealed class Invitations(ICrowd crowd, CrowdStore store, TaskConfig config, TimeProvider clock)
{
    public async Task Invite(string worker, CancellationToken cancelled)
    {
        foreach (var rule in config.Qualifications.Where(rule => !Admission.IsOfTheCrowd(rule)))
        {
            if (ValueThatFits(rule) is not { } value || await crowd.Qualification(rule.Name, cancelled) is not { } id) continue;
            await crowd.Grant(id, worker, value, cancelled);
            await store.Write(new Projection.QualificationSet(new WorkerId(worker), rule.Name, value, clock.GetUtcNow().ToUnixTimeMilliseconds()));
        }
    }

    // Null for whoever fits without it.
    private static int? ValueThatFits(QualificationRule rule) => rule.Is switch
    {
        Comparison.Exists => 1,
        Comparison.EqualTo or Comparison.AtLeast or Comparison.AtMost => rule.Value,
        Comparison.NotEqualTo => rule.Value + 1,
        Comparison.In => rule.Values.Count > 0 ? rule.Values[0] : null,
        Comparison.NotIn => rule.Values.Count > 0 ? rule.Values.Max() + 1 : null,
        _ => null,
    };
}
