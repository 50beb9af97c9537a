namespace Amazon.MTurk.Model;

/// <summary>A place, as the qualification for location knows it.</summary>
public class Locale
{
    /// <summary>The country, ISO 3166-1 alpha-2, such as <c>US</c>.</summary>
    public string? Country { get; set; }

    /// <summary>The state or region, ISO 3166-2 without the country, such as <c>PA</c>. Null means all of the country.</summary>
    public string? Subdivision { get; set; }
}
