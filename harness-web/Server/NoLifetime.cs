using Microsoft.Extensions.Hosting;

namespace Crowdwork.Web.Server;

/// <summary>Leaves Ctrl-C to the command that started the server. The web host would otherwise take the signal for itself.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
