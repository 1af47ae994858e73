namespace Scim.Fuzz.Generation;

/// <summary>Header fields: what connectors send, and what nobody should.</summary>
internal static class Fields
{
    private const string ScimJson = "application/scim+json";

    /// <summary>The type of a JSON body, nearly always a right one.</summary>
    public static string? ContentType(Dice dice) => dice.Chance(97)
        ? dice.Pick(
            ScimJson, "application/json", ScimJson + "; charset=utf-8", "application/json;charset=\"UTF-8\"", "Application/SCIM+JSON")
        : dice.Pick(
            "text/plain", "application/xml", "application/json; charset=utf-16", "application/", ";", Texts.Marker, "*/*", null,
            "a/b, c/d");

    /// <summary>Fields that may come with any request.</summary>
    public static IEnumerable<(string Name, string Value)> Any(Dice dice, FuzzPopulation population)
    {
        if (dice.Chance(40))
            yield return ("Accept", dice.Pick(
                ScimJson, "application/json", "*/*", "application/json;q=0", "text/html", "application/*", ";;", Texts.Marker, ""));
        if (dice.Chance(10))
            yield return ("If-Match", Tag(dice, population));
        if (dice.Chance(8))
            yield return ("If-None-Match", Tag(dice, population));
        if (dice.Chance(5))
            yield return (
                "traceparent", dice.Pick("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-00-00-00", Texts.Marker, ""));
        if (dice.Chance(3))
            yield return ("X-HTTP-Method-Override", "DELETE");
        if (dice.Chance(2))
            yield return ("Prefer", "return=minimal");
        if (dice.Chance(2))
            yield return ("X-Forwarded-For", dice.Pick("1.2.3.4", "::1", Texts.Marker, ",,"));
    }

    /// <summary>Credentials that are none.</summary>
    public static IEnumerable<(string Name, string Value)> NoCredentials(Dice dice)
    {
        if (dice.Chance(80))
            yield return ("Authorization", dice.Pick(
                "Bearer", "Bearer x", Texts.Marker, "Basic eA==", "Basic ZnV6ejp4", "Basic !", "Bearer a b", "", new string('x', 4_097)));
    }

    private static string Tag(Dice dice, FuzzPopulation population) => dice.Chance(60)
        ? population.ETag ?? "*"
        : dice.Pick(
            "*", "W/\"x\"", "\"x\"", "x", "W/", "\"\"", "\"x\", W/\"y\"", "\"", "*, \"x\"", $"\"{Texts.Marker}\"", ",", "W/\"x\" W/\"y\"");
}
