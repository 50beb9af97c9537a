namespace Crowdwork.Marketplace.Qualifications;

/// <summary>
/// Decides whether a worker may find, preview or accept a HIT. It knows neither workers nor stores: it is handed the requirements and a way to ask
/// what the worker holds.
/// </summary>
/// <remarks>
/// A qualification that is missing fails every comparison, NotEqualTo and NotIn among them; only DoesNotExist is content without it.
/// <code>
///   Guarded                     finds   previews   accepts     without the qualification
///   Accept                       yes      yes        no
///   PreviewAndAccept             yes      no         no
///   DiscoverPreviewAndAccept     no       no         no
/// </code>
/// </remarks>
internal static class RequirementCheck
{
    public static Admission Of(IEnumerable<Requirement> requirements, Func<string, HeldValue?> held)
    {
        var unmet = requirements.Where(requirement => !Holds(requirement, held(requirement.QualificationTypeId))).ToList();
        return new Admission(unmet);
    }

    public static bool Holds(Requirement requirement, HeldValue? held) => requirement.Comparator switch
    {
        Comparator.Exists => held is not null,
        Comparator.DoesNotExist => held is null,
        _ => held switch
        {
            null => false,
            { Locale: { } locale } => HoldsForPlace(requirement, locale),
            { Number: { } number } => HoldsForNumber(requirement, number),
            _ => false,
        },
    };

    private static bool HoldsForPlace(Requirement requirement, WorkerLocale place) => requirement.Comparator switch
    {
        Comparator.EqualTo or Comparator.In => requirement.Locales.Any(locale => locale.Contains(place)),
        Comparator.NotEqualTo or Comparator.NotIn => !requirement.Locales.IsEmpty && !requirement.Locales.Any(locale => locale.Contains(place)),
        _ => false,
    };

    private static bool HoldsForNumber(Requirement requirement, int number) => requirement.Comparator switch
    {
        Comparator.In => requirement.IntegerValues.Contains(number),
        Comparator.NotIn => !requirement.IntegerValues.IsEmpty && !requirement.IntegerValues.Contains(number),
        _ => requirement.IntegerValues is [var bound] && Compare(requirement.Comparator, number, bound),
    };

    private static bool Compare(Comparator comparator, int number, int bound) => comparator switch
    {
        Comparator.LessThan => number < bound,
        Comparator.LessThanOrEqualTo => number <= bound,
        Comparator.GreaterThan => number > bound,
        Comparator.GreaterThanOrEqualTo => number >= bound,
        Comparator.EqualTo => number == bound,
        Comparator.NotEqualTo => number != bound,
        _ => false,
    };
}

/// <summary>What a worker may do with a HIT, and what is missing.</summary>
internal sealed record Admission(IReadOnlyList<Requirement> Unmet)
{
    public bool MayAccept => Unmet.Count == 0;

    public bool MayPreview => Unmet.All(requirement => requirement.Guarded == GuardedActions.Accept);

    public bool MayDiscover => Unmet.All(requirement => requirement.Guarded != GuardedActions.DiscoverPreviewAndAccept);
}
