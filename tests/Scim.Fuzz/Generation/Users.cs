namespace Scim.Fuzz.Generation;

/// <summary>Bodies that create or replace a user.</summary>
internal static class Users
{
    private const string Schemas = "schemas";

    /// <summary>A user as one of the connectors sends it, often with something wrong or odd in it.</summary>
    public static string Any(Dice dice)
    {
        var members = dice.Weighted<List<(string, string)>>((3, Entra), (3, Okta), (2, OneLogin), (1, Full));
        while (dice.Chance(40))
        {
            var at = dice.Below(members.Count + 1);
            if (at == members.Count || dice.Chance(50))
                members.Insert(at, (FuzzNames.Path(dice), dice.Chance(3) ? Json.Nested(dice) : Json.Any(dice)));
            else if (dice.Chance(10))
                members[at] = (members[at].Item1, Json.AsText(dice));
            else if (dice.Chance(5))
                members[at] = (FuzzNames.User, Json.Object(members[at]));
            else if (dice.Chance(80))
                members[at] = (members[at].Item1, Json.Any(dice));
            else
                members.RemoveAt(at);
        }
        return Json.Object(members);
    }

    private static List<(string, string)> Entra(Dice dice) =>
    [
        (Schemas, Json.List(Json.Text(FuzzNames.User), Json.Text(FuzzNames.Enterprise))),
        ("externalId", Json.Text(Texts.Marker)),
        ("userName", Json.Text(Texts.UserName(dice))),
        ("active", dice.Pick("true", "\"True\"", "false", "\"False\"")),
        ("emails", Json.List(Json.Object(
            ("primary", dice.Pick("true", "\"True\"")), ("type", "\"work\""), ("value", Json.Text(Texts.UserName(dice)))))),
        ("meta", Json.Object(("resourceType", "\"User\""))),
        ("name", Name(dice)),
        ("roles", "[]"),
        (FuzzNames.Enterprise, Json.Object(("department", Json.Text(Texts.Any(dice))), ("manager", Json.Any(dice)))),
    ];

    private static List<(string, string)> Okta(Dice dice) =>
    [
        (Schemas, Json.List(Json.Text(FuzzNames.User))),
        ("userName", Json.Text(Texts.UserName(dice))),
        ("name", Name(dice)),
        ("emails", Json.List(Json.Object(("primary", "true"), ("value", Json.Text(Texts.UserName(dice))), ("type", "\"work\"")))),
        ("displayName", Json.Text(Texts.Any(dice))),
        ("locale", "\"en-US\""),
        ("externalId", Json.Text(Texts.Any(dice))),
        ("groups", "[]"),
        ("password", Json.Text(Texts.Marker)),
        ("active", "true"),
    ];

    private static List<(string, string)> OneLogin(Dice dice) =>
    [
        (Schemas, Json.List("\"urn:scim:schemas:core:2.0\"")),
        ("userName", Json.Text(Texts.UserName(dice))),
        ("name", Name(dice)),
        ("phoneNumbers", Json.List(Json.Object(("value", Json.Text(Texts.Any(dice))), ("type", "\"mobile\"")))),
        (FuzzNames.Talkdesk, Json.Object(("rolesString", Json.Text(Texts.Any(dice))), ("teamsString", "\"A;B\""))),
    ];

    private static List<(string, string)> Full(Dice dice)
    {
        var list = FuzzNames.List(dice);
        var count = dice.Pick(1, 2, 39, 40, 41, 199, 200, 201);
        return
        [
            (Schemas, Json.Any(dice)),
            ("userName", Json.Text(Texts.UserName(dice))),
            ("name", Name(dice)),
            (list, Json.List(Enumerable.Range(0, count).Select(number => Json.Object(
                ("value", Json.Text($"{number}{Texts.Marker}@example.org")), ("type", Json.Text(dice.Pick("work", "home", "other"))))))),
            ("title", Json.Text(Texts.Any(dice))),
        ];
    }

    private static string Name(Dice dice) => dice.Chance(4)
        ? dice.Pick(
            Json.AsText(dice), "null", Json.List(Json.Object(("givenName", "\"G\""), ("familyName", "\"F\""))),
            Json.Object(("givenName", "\"G\""), ("familyName", dice.Pick("\" \"", "null", "[\"F\"]"))))
        : Json.Object(
            ("givenName", Json.Text("G" + Texts.Marker)),
            ("familyName", Json.Text("F" + (dice.Chance(10) ? Texts.Any(dice) : Texts.Marker))));
}
