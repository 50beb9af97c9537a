using Crowdwork.Marketplace.Assignments;
using Crowdwork.Marketplace.Hits;
using Crowdwork.Marketplace.Notifications;
using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Workers;

namespace Crowdwork.Marketplace.Wire;

/// <summary>All operations by name. Each family lives with the things that it is about.</summary>
internal static class Operations
{
    private static readonly Dictionary<string, Operation> s_byName =
        new[] { AccountOperations.All, HitOperations.All, AssignmentOperations.All, QualificationOperations.All, WorkerOperations.All, NotificationOperations.All }
            .SelectMany(family => family)
            .ToDictionary(operation => operation.Name, StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Names => s_byName.Keys;

    public static bool Exists(string name) => s_byName.ContainsKey(name);

    public static Operation? Find(string name) => s_byName.GetValueOrDefault(name);
}
