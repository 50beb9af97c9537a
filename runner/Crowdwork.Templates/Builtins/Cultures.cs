using System.Globalization;

namespace Crowdwork.Templates.Builtins;

/// <summary>
/// The few cultures a template can name. The program runs without culture data, so that it behaves the same on every
/// machine; what these cultures do with numbers and dates is therefore written here.
/// </summary>
internal static class Cultures
{
    private sealed record Language(string Months, string ShortMonths, string Days, string ShortDays);

    private static readonly Dictionary<string, Language> Languages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["en"] = new("January February March April May June July August September October November December", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
            "Sunday Monday Tuesday Wednesday Thursday Friday Saturday", "Sun Mon Tue Wed Thu Fri Sat"),
        ["de"] = new("Januar Februar März April Mai Juni Juli August September Oktober November Dezember", "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
            "Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag", "So Mo Di Mi Do Fr Sa"),
        ["fr"] = new("janvier février mars avril mai juin juillet août septembre octobre novembre décembre", "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
            "dimanche lundi mardi mercredi jeudi vendredi samedi", "dim. lun. mar. mer. jeu. ven. sam."),
        ["es"] = new("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", "ene feb mar abr may jun jul ago sept oct nov dic",
            "domingo lunes martes miércoles jueves viernes sábado", "dom lun mar mié jue vie sáb"),
        ["it"] = new("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre", "gen feb mar apr mag giu lug ago set ott nov dic",
            "domenica lunedì martedì mercoledì giovedì venerdì sabato", "dom lun mar mer gio ven sab"),
        ["nl"] = new("januari februari maart april mei juni juli augustus september oktober november december", "jan feb mrt apr mei jun jul aug sep okt nov dec",
            "zondag maandag dinsdag woensdag donderdag vrijdag zaterdag", "zo ma di wo do vr za"),
        ["pt"] = new("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro", "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
            "domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado", "dom. seg. ter. qua. qui. sex. sáb."),
    };

    private static readonly Dictionary<string, CultureInfo> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = CultureInfo.InvariantCulture,
        ["en-US"] = Make("en", ".", ",", "$", 0, "M/d/yyyy", "h:mm tt", "h:mm:ss tt"),
        ["en-GB"] = Make("en", ".", ",", "£", 0, "dd/MM/yyyy", "HH:mm", "HH:mm:ss"),
        ["en-CA"] = Make("en", ".", ",", "$", 0, "yyyy-MM-dd", "h:mm tt", "h:mm:ss tt"),
        ["en-AU"] = Make("en", ".", ",", "$", 0, "d/MM/yyyy", "h:mm tt", "h:mm:ss tt"),
        ["de-DE"] = Make("de", ",", ".", "€", 3, "dd.MM.yyyy", "HH:mm", "HH:mm:ss"),
        ["de-AT"] = Make("de", ",", "\u00a0", "€", 2, "dd.MM.yyyy", "HH:mm", "HH:mm:ss"),
        ["de-CH"] = Make("de", ".", "’", "CHF", 2, "dd.MM.yyyy", "HH:mm", "HH:mm:ss"),
        ["fr-FR"] = Make("fr", ",", "\u202f", "€", 3, "dd/MM/yyyy", "HH:mm", "HH:mm:ss"),
        ["es-ES"] = Make("es", ",", ".", "€", 3, "d/M/yyyy", "H:mm", "H:mm:ss"),
        ["it-IT"] = Make("it", ",", ".", "€", 3, "dd/MM/yyyy", "HH:mm", "HH:mm:ss"),
        ["nl-NL"] = Make("nl", ",", ".", "€", 2, "dd-MM-yyyy", "HH:mm", "HH:mm:ss"),
        ["pt-BR"] = Make("pt", ",", ".", "R$", 2, "dd/MM/yyyy", "HH:mm", "HH:mm:ss"),
        ["pt-PT"] = Make("pt", ",", "\u00a0", "€", 3, "dd/MM/yyyy", "HH:mm", "HH:mm:ss"),
    };

    private static readonly Dictionary<string, string> Defaults = new(StringComparer.OrdinalIgnoreCase)
    {
        ["en"] = "en-US", ["de"] = "de-DE", ["fr"] = "fr-FR", ["es"] = "es-ES", ["it"] = "it-IT", ["nl"] = "nl-NL", ["pt"] = "pt-BR",
    };

    public static CultureInfo Find(BuiltinCall call, string name)
    {
        if (Known.TryGetValue(name, out var culture)) return culture;
        if (Defaults.TryGetValue(name, out var full)) return Known[full];
        throw call.Fail($"The culture `{name}` is not known.", $"Known are {string.Join(", ", Known.Keys.Where(k => k.Length > 0))}.");
    }

    private static CultureInfo Make(string language, string point, string group, string currency, int pattern, string date, string shortTime, string longTime)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        var words = Languages[language];
        var numbers = culture.NumberFormat;
        (numbers.NumberDecimalSeparator, numbers.CurrencyDecimalSeparator, numbers.PercentDecimalSeparator) = (point, point, point);
        (numbers.NumberGroupSeparator, numbers.CurrencyGroupSeparator, numbers.PercentGroupSeparator) = (group, group, group);
        (numbers.CurrencySymbol, numbers.CurrencyPositivePattern, numbers.CurrencyNegativePattern) = (currency, pattern, pattern == 3 ? 8 : pattern == 2 ? 9 : 1);
        var dates = culture.DateTimeFormat;
        (dates.DayNames, dates.AbbreviatedDayNames) = (words.Days.Split(' '), words.ShortDays.Split(' '));
        (dates.MonthNames, dates.AbbreviatedMonthNames) = ([.. words.Months.Split(' '), ""], [.. words.ShortMonths.Split(' '), ""]);
        (dates.MonthGenitiveNames, dates.AbbreviatedMonthGenitiveNames) = (dates.MonthNames, dates.AbbreviatedMonthNames);
        (dates.ShortDatePattern, dates.ShortTimePattern, dates.LongTimePattern) = (date, shortTime, longTime);
        return CultureInfo.ReadOnly(culture);
    }
}
