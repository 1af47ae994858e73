using System.Text;

namespace Scim.Fuzz.Generation;

/// <summary>Paths and queries, escaped as a request line needs them.</summary>
internal static class Targets
{
    private const int MaxLength = 6_000;

    private static readonly string[] Others =
    [
        "ServiceProviderConfig", "serviceConfiguration", "ResourceTypes", "ResourceTypes/User", "ResourceTypes/Group", "Schemas",
            "Schemas/" + FuzzNames.User,
        "Schemas/" + FuzzNames.Talkdesk, "Schemas/urn:x", "Me", "Me/x", "Groups", "Groups/1", "Users/.search/x", "", ".", "Users/a/b",
            "Users/%20", "Users/%2F",
        "Users/%C3%A9", "Users/%FF", "Users/%E2%80%AE", "Users;x=1", "Users/:", "Users/*",
    ];

    /// <summary>The id of a user that is alive, or of none.</summary>
    public static string Id(Dice dice, FuzzPopulation population) =>
        population.Alive.Count > 0 && dice.Chance(90)
            ? population.Alive[dice.Below(population.Alive.Count)]
            : dice.Pick("019b0000-0000-7000-8000-000000000000", Texts.Marker, "1", "bulkId:1", "00000000-0000-0000-0000-000000000000");

    /// <summary>A path below the base that is none of the users' own.</summary>
    public static string Other(Dice dice) => dice.Pick(Others);

    /// <summary>The target of a path below the base: its case, slashes and the base itself may be odd.</summary>
    public static string Of(Dice dice, string below, string query)
    {
        var path = $"/scim/v2/{below}";
        if (dice.Chance(3))
            path = path.ToUpperInvariant();
        if (dice.Chance(3))
            path += "/";
        if (dice.Chance(3))
            path = path.Replace("/v2/", "/v2//", StringComparison.Ordinal);
        if (dice.Chance(1))
            path = Escape(Mutation.OfTokens(dice, path).TrimStart('/'), pathOnly: true).Insert(0, "/");
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    /// <summary>Parameters of a list, some of them for every request with a user in its answer.</summary>
    public static string Query(Dice dice, FuzzPopulation population, bool isList)
    {
        var parameters = new List<string>();
        while (dice.Chance(isList ? 60 : 15) && parameters.Count < 6)
        {
            parameters.Add(dice.Weighted<string>(
                (isList ? 8 : 0, d => Parameter("filter", Filters.Any(d))),
                (2, d => Parameter(d.Pick("attributes", "excludedAttributes", "ATTRIBUTES"), FuzzNames.Several(d))),
                (1, d => Parameter(d.Pick("attributes", "excludedAttributes"), Filters.Path(d))),
                (isList ? 2 : 0, d => Parameter("sortBy", FuzzNames.Path(d))),
                (isList ? 1 : 0, d => Parameter("sortOrder", d.Pick("ascending", "descending", "DESCENDING", Texts.Marker, ""))),
                (isList ? 2 : 0, d => Parameter("startIndex", Number(d))),
                (isList ? 2 : 0, d => Parameter("count", Number(d))),
                (isList ? 1 : 0, d => Parameter("cursor", d.Chance(60) ? population.Cursor ?? "" : d.Chance(50) ? "" : Texts.Any(d))),
                (1, d => d.Pick("aadOptscim062020", "x", "&", "=", "%", "%zz", "%C3", "a=b=c", "filter", "attributes=", "%00=%00"))));
        }
        return string.Join('&', parameters);
    }

    private static string Parameter(string name, string value)
    {
        var escaped = Escape(value, pathOnly: false);
        return $"{name}={(escaped.Length > MaxLength ? escaped[..MaxLength].TrimEnd('%') : escaped)}";
    }

    private static string Number(Dice dice) => dice.Pick(
        "1", "2", "10", "0", "-1", "200", "201", "10000", "2147483647", "2147483648", "-99999999999999999999", "1.5", "1e3", "x", "", " 1",
        "٣", "+1", "0x1");

    /// <summary>Escapes what may not stand in a request line, and a plus.</summary>
    private static string Escape(string text, bool pathOnly)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            var symbol = (char)octet;
            if (char.IsAsciiLetterOrDigit(symbol) || "-._~:/[]$,;()!*'@".Contains(symbol, StringComparison.Ordinal))
                escaped.Append(symbol);
            else if (!pathOnly && symbol == ' ')
                escaped.Append('+');
            else if (!pathOnly || octet != 0) // Servers refuse a NUL in the path before anything of ours sees it.
                escaped.Append('%').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
        return escaped.ToString();
    }
}
