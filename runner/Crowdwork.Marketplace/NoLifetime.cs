using Microsoft.Extensions.Hosting;

namespace Crowdwork.Marketplace;

/// <summary>Leaves Ctrl-C to the program that started the marketplace. The web host would otherwise take the signal for itself.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
