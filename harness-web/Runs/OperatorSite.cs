using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Web.Client;
using Crowdwork.Web.Operator;
using Crowdwork.Web.Sessions;
using Microsoft.AspNetCore.Builder;

namespace Crowdwork.Web.Runs;

/// <summary>
/// The operator's side of the runs of a store: the list, a page for each, its review, and what they call. It is the same whether a run is served by this process or only
/// looked at, and it is put on a server of its own, never on the one for workers.
/// </summary>
internal sealed class OperatorSite : IAsyncDisposable
{
    private readonly RunDesks _desks;

    /// <param name="app">The operators' server. Nothing may be mapped before this.</param>
    /// <param name="store">The store, which this process holds.</param>
    /// <param name="settings">Where crowds are.</param>
    /// <param name="live">The runs that this process serves.</param>
    /// <param name="gate">Its token.</param>
    /// <param name="tokens">Signs the operator's own seat.</param>
    /// <param name="compiler">Makes the rules of runs that this process does not serve.</param>
    /// <param name="client">Our scripts and styles.</param>
    /// <param name="time">The clock.</param>
    public OperatorSite(
        WebApplication app, CrowdStore store, CrowdSettings settings, LiveRuns live, OperatorGate gate, SessionTokens tokens, WorldCompiler compiler, ClientFiles client, TimeProvider time)
    {
        _desks = new RunDesks(store, settings, live, compiler, time);
        new OperatorDoor(gate, client).Guard(app);
        // Behind the door, and so that it sees every request: routes of an earlier step would pass it by.
        app.UseRouting();
        new RunApi(_desks, live, time).Map(app);
        new AnswerPages(_desks, client).Map(app);
        app.Map("/runs/socket", new RunSocket(_desks, live, gate, time, app.Lifetime.ApplicationStopping).Serve);
        new RunPages(_desks, live, gate, tokens, client, time).Map(app);
    }

    public ValueTask DisposeAsync() => _desks.DisposeAsync();
}
