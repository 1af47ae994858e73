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

    private static string Connector(Dice dice) => dice.Chance(40) ? Lenient(dice) : dice.Pick(
        """{"op":"Replace","path":"active","value":"False"}""",
        """{"op":"replace","value":{"active":true}}""",
        """{"op":"Replace","path":"active","value":"True"}""",
        Of("Replace", "userName", Json.Text(Texts.UserName(dice))),
        Of("Add", "emails[type eq \"work\"].value", Json.Text(Texts.UserName(dice))),
        Of("Add", FuzzNames.Enterprise + ":manager", Json.Any(dice)),
        Of("Remove", "emails", Json.List(Json.Object(("value", Json.Text(Texts.UserName(dice)))))),
        Json.Object(("op", "\"replace\""), ("value", Json.Object(
            ("name.familyName", Json.Text(Texts.Marker)), (FuzzNames.Talkdesk + ":rolesString", "\"A;B\""), (
                "displayName", Json.Text(Texts.Any(dice)))))),
        Of("Add", "roles", Json.List(Json.Object(("primary", "true"), ("value", Json.Text(Texts.Any(dice)))))));

    // Forms that a lenient account reads and a strict one refuses, and what clears, matches nothing or confirms.
    private static string Lenient(Dice dice) => dice.Pick(
        Of("Add", "emails[type eq \"other\"].type", "\"home\""),
        Of("Replace", "emails[type eq \"work\"].value", dice.Pick("\"\"", "null", "[]")),
        Of("Replace", $"emails[value eq \"{Texts.Marker}\"].type", "\"home\""),
        Of("Remove", dice.Pick("active", "emails", "emails[type eq \"nowhere\"]", "roles[primary eq true].value"), "null"),
        Of("Remove", "roles", Json.List(Json.Object(("value", Json.Text(Texts.Any(dice))), ("display", "\"another\"")))),
        Of("Add", FuzzNames.List(dice), Json.List(Json.Object(("primary", "true")))),
        Of("Replace", dice.Pick("title", "department", "name.familyName", "userType"), Wrapped(dice)),
        Of("Replace", dice.Pick("name", "manager", FuzzNames.List(dice)), dice.Chance(80) ? Json.AsText(dice) : Wrapped(dice)),
        Of("Add", "roles", Json.List(Json.Object(("value", Json.AsText(dice))))),
        Of("Replace", dice.Pick("id", "meta", "meta.resourceType", "groups"),
            dice.Pick("\"User\"", "[]", "null", "{\"resourceType\":\"User\"}")),
        Json.Object(("op", "\"add\""), ("value", Json.Object(
            ("emails", dice.Pick("[]", "null", "[{}]")), ("userName", Json.Text(Texts.UserName(dice)))))));

    private static string Wrapped(Dice dice) => dice.Pick(
        Json.List(Json.Object(("$ref", "null"), ("value", Json.Text(Texts.Any(dice))))), Json.List(Json.Text(Texts.Any(dice))),
        "[5]", "true", "1.50", "[[]]");

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

    private static string Of(string op, string path, string value) =>
        Json.Object(("op", Json.Text(op)), ("path", Json.Text(path)), ("value", value));
}
