using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Rooms;

/// <summary>What a worker is told about pay, by how their part ended: the table of <see cref="Settlement"/> in words.</summary>
public static class PayTexts
{
    public static Func<PartState, int, string?> Of(TaskConfig config) => (state, sent) => Settlement.Of(state, sent, config).Text;
}
