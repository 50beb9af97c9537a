using System.Globalization;

namespace Crowdwork.Engine.Crowds;

/// <summary>An amount in US dollars, exact to the cent. Marketplaces take nothing finer, and nothing is ever rounded without being asked to.</summary>
public readonly record struct Money(decimal Dollars) : IComparable<Money>
{
    public static Money Zero => default;

    /// <summary>Whether it is a whole number of cents.</summary>
    public bool IsExact => decimal.Round(Dollars, 2) == Dollars;

    public static Money operator +(Money a, Money b) => new(a.Dollars + b.Dollars);

    public static Money operator -(Money a, Money b) => new(a.Dollars - b.Dollars);

    public static bool operator <(Money a, Money b) => a.Dollars < b.Dollars;

    public static bool operator <=(Money a, Money b) => a.Dollars <= b.Dollars;

    public static bool operator >=(Money a, Money b) => a.Dollars >= b.Dollars;

    public static bool operator >(Money a, Money b) => a.Dollars > b.Dollars;

    /// <summary>Reads what a marketplace sends: <c>10000.00</c>.</summary>
    /// <exception cref="FormatException">It is no amount.</exception>
    public static Money Parse(string amount) => new(decimal.Parse(amount, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));

    public int CompareTo(Money other) => Dollars.CompareTo(other.Dollars);

    /// <summary>As a marketplace wants to have it: <c>0.50</c>.</summary>
    public string ToWire() => Dollars.ToString("0.00", CultureInfo.InvariantCulture);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"${Dollars:#,##0.00}");
}
