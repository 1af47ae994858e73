using Scim.Protocol.Schemas;

namespace Scim.Fuzz.Generation;

/// <summary>Bodies of <c>.search</c>, of Bulk and of the OAuth endpoints.</summary>
internal static class Messages
{
    /// <summary>A SearchRequest.</summary>
    public static string Search(Dice dice, FuzzPopulation population)
    {
        var members = new List<(string, string)> { ("schemas", Json.List(Json.Text(SchemaUris.SearchRequest))) };
        while (dice.Chance(60))
        {
            members.Add(dice.Weighted<(string, string)>(
                (5, d => ("filter", Json.Text(Filters.Any(d)))),
                (1, d => (d.Pick("attributes", "excludedAttributes"), Json.List(Json.Several(d, _ => Json.Text(FuzzNames.Path(d)))))),
                (2, d => ("sortBy", Json.Text(FuzzNames.Path(d)))),
                (1, d => ("sortOrder", Json.Text(d.Pick("ascending", "descending", "Descending", Texts.Marker)))),
                (2, d => (
                    d.Pick("startIndex", "count"), d.Pick("1", "2", "0", "-1", "\"5\"", "1.0", "1e2", "99999999999999999999", "true"))),
                (1, d => ("cursor", Json.Text(d.Chance(50) ? population.Cursor ?? "" : d.Chance(50) ? "" : Texts.Any(d)))),
                (1, d => (FuzzNames.Path(d), Json.Any(d)))));
        }
        return Json.Object(members);
    }

    /// <summary>A BulkRequest.</summary>
    public static string Bulk(Dice dice, FuzzPopulation population)
    {
        var count = dice.Chance(1) ? dice.Pick(100, 101) : dice.Between(0, 5);
        var operations = Enumerable.Range(0, count).Select(number => BulkOperation(dice, population, number)).ToList();
        var members = new List<(string, string)>
        {
            ("schemas", Json.List(Json.Text(SchemaUris.BulkRequest))),
            ("Operations", dice.Chance(95) ? Json.List(operations) : Json.Any(dice)),
        };
        if (dice.Chance(30))
            members.Add(("failOnErrors", dice.Pick("1", "2", "0", "-1", "\"1\"", "1.5", "true", "99999999999")));
        return Json.Object(members);
    }

    /// <summary>A form of an OAuth endpoint, with a secret that is wrong.</summary>
    public static string Form(Dice dice) => string.Join('&', Json.Several(dice, _ => dice.Pick(
        "grant_type=client_credentials", "token_type=opaque", "expires_in=1", "expires_in=x", "scope=scim", "client_id=fuzz",
        "client_id=%00",
        $"client_secret={Texts.Marker}", $"token={Texts.Marker}", $"a={Uri.EscapeDataString(Texts.Any(dice))}", "%", "&&", "=")));

    private static string BulkOperation(Dice dice, FuzzPopulation population, int number)
    {
        var method = dice.Pick("POST", "PUT", "PATCH", "DELETE", "post", "GET");
        var path = method is "POST" or "post" ? "/Users" : dice.Weighted<string>(
            (6, d => $"/Users/{Targets.Id(d, population)}"), (1, d => $"/Users/bulkId:{d.Below(5)}"), (1, _ => "/Users"), (1, Texts.Any));
        var members = new List<(string, string)>
        {
            ("method", Json.Text(method)),
            ("path", Json.Text(path)),
            ("bulkId", dice.Chance(90) ? Json.Text($"{number}") : Json.Any(dice)),
            ("data", dice.Weighted<string>((5, Users.Any), (5, Patches.Any), (1, d => Json.Any(d)))),
        };
        if (dice.Chance(10))
            members.Add(("version", Json.Text(dice.Chance(50) ? population.ETag ?? "" : Texts.Any(dice))));
        if (dice.Chance(10))
            members.RemoveAt(dice.Below(members.Count));
        return Json.Object(members);
    }
}
