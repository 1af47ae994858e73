using Scim.Protocol.Schemas;

namespace Scim.Fuzz.Generation;

/// <summary>Bodies of PATCH.</summary>
internal static class Patches
{
    /// <summary>Operations as connectors send them, and any others.</summary>
    public static string Any(Dice dice)
    {
        var count = dice.Chance(1) ? dice.Pick(999, 1_000, 1_001) : dice.Between(dice.Chance(5) ? 0 : 1, 4);
        var operations = Enumerable.Range(0, count).Select(_ => dice.Weighted<string>((3, Connector), (5, Operation))).ToList();
        var members = new List<(string, string)>
        {
            ("schemas", dice.Chance(90) ? Json.List(Json.Text(SchemaUris.PatchOp)) : Json.Any(dice)),
            (dice.Chance(95) ? "Operations" : "operations", dice.Chance(97) ? Json.List(operations) : Json.Any(dice)),
        };
        if (dice.Chance(5))
            members.RemoveAt(0);
        return Json.Object(members);
    }

    private static string Connector(Dice dice) => dice.Pick(
        """{"op":"Replace","path":"active","value":"False"}""",
        """{"op":"replace","value":{"active":true}}""",
        """{"op":"Replace","path":"active","value":"True"}""",
        Of("Replace", "userName", Json.Text(Texts.UserName(dice))),
        Of("Add", "emails[type eq \"work\"].value", Json.Text(Texts.UserName(dice))),
        Of("Add", Names.Enterprise + ":manager", Json.Any(dice)),
        Of("Remove", "emails", Json.List(Json.Object(("value", Json.Text(Texts.UserName(dice)))))),
        Json.Object(("op", "\"replace\""), ("value", Json.Object(
            ("name.familyName", Json.Text(Texts.Marker)), (Names.Talkdesk + ":rolesString", "\"A;B\""), ("displayName", Json.Text(Texts.Any(dice)))))),
        Of("Add", "roles", Json.List(Json.Object(("primary", "true"), ("value", Json.Text(Texts.Any(dice)))))));

    private static string Operation(Dice dice)
    {
        var members = new List<(string, string)>
        {
            ("op", dice.Chance(95) ? Json.Text(dice.Pick("add", "Add", "remove", "REMOVE", "replace", "Replace", "move")) : Json.Any(dice)),
            ("path", dice.Chance(95) ? Json.Text(Filters.Path(dice)) : Json.Any(dice)),
            ("value", dice.Weighted<string>((12, d => Json.Any(d)), (3, Users.Any), (1, Json.Nested))),
        };
        if (dice.Chance(25))
            members.RemoveAt(dice.Below(members.Count));
        return Json.Object(members);
    }

    private static string Of(string op, string path, string value) => Json.Object(("op", Json.Text(op)), ("path", Json.Text(path)), ("value", value));
}
