namespace Crowdwork.Engine.Conversations;

/// <summary>A script's open wish for workers: one place per role.</summary>
internal sealed record Meeting(Conversation Conversation, int Call, IReadOnlyList<Place> Places, long Due);

/// <summary>A place to be taken.</summary>
/// <param name="Role">The role.</param>
/// <param name="IsForModel">A program takes it; nobody needs to come.</param>
internal sealed record Place(string Role, bool IsForModel);

/// <summary>Somebody comes for a meeting: who, as what, and the way to their page.</summary>
internal sealed record Arrival(int Call, IReadOnlyList<Comer> Comers);

internal sealed record Comer(string Worker, string Role, ISeatOutlet? Outlet, bool IsModel);
