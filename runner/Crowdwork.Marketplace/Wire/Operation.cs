using System.Text.Json;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Store;

namespace Crowdwork.Marketplace.Wire;

/// <summary>Writes the members of a reply. No reply at all is an empty body, as MTurk answers where there is nothing to say.</summary>
internal delegate void Reply(Utf8JsonWriter json);

internal delegate Reply? Handler(Market market, Caller caller, Input input);

/// <summary>
/// One operation of the API. <see cref="Prepare"/> looks at the parameters alone, before the call waits for its turn with the market, and
/// hands back what is left to do; a call that can be refused there costs nobody else anything.
/// </summary>
internal sealed record Operation(string Name, StructShape Input, Func<Input, Func<Market, Caller, Reply?>> Prepare)
{
    public static Operation Of(string name, Handler handler, params Member[] members) =>
        new(name, new StructShape(members), input => (market, caller) => handler(market, caller, input));

    public static Operation Prepared(string name, Func<Input, Func<Market, Caller, Reply?>> prepare, params Member[] members) =>
        new(name, new StructShape(members), prepare);
}
