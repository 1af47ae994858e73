using Scim.Verification.Examinations;

namespace Scim.Verification.Checks;

/// <summary>The PATCHes that are tried out. Adding one is adding a row.</summary>
internal static class PatchTable
{
    private const string Add = "RFC 7644 §3.5.2.1";
    private const string Remove = "RFC 7644 §3.5.2.2";
    private const string Replace = "RFC 7644 §3.5.2.3";
    private const string Two =
        """{"title":"T","emails":[{"value":"w@example.com","type":"work","primary":true},{"value":"h@example.com","type":"home"}]}""";
    private static readonly string[] Entra = [Connectors.Entra];
    private static readonly string[] EntraAndOkta = [Connectors.Entra, Connectors.Okta];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PatchRow> Rows { get; } =
    [
        new(Add, "adds an attribute that is missing", "{}", """[{"op":"add","path":"title","value":"T"}]""", ("/title", "\"T\""))
        {
            Connectors = Entra,
        },
        new(
            Add, "adds to a list what is not in it, and keeps what is", Two,
            """[{"op":"add","path":"emails","value":[{"value":"o@example.com","type":"other"},{"value":"h@example.com","type":"home"}]}]""",
            ("/emails", """[{"value":"w@example.com"},{"value":"h@example.com"},{"value":"o@example.com"}]""")),
        new(
            Add, "adds without a path what its value has", "{\"title\":\"Before\"}",
            """[{"op":"add","value":{"title":"After","nickName":"N","name":{"middleName":"M"}}}]""",
            ("/title", "\"After\""), ("/nickName", "\"N\""), ("/name", """{"givenName":"Scratch","familyName":"User","middleName":"M"}""")),
        new(
            "RFC 7643 §2.4", "leaves one primary value, the one that was set last", Two,
            """[{"op":"add","path":"emails","value":[{"value":"o@example.com","type":"other","primary":true}]}]""",
            ("/emails", """[{"value":"w@example.com"},{"value":"h@example.com"},{"value":"o@example.com","primary":true}]"""),
            ("/title", "\"T\"")),
        new(
            Replace, "replaces an attribute, and a part of one", "{\"title\":\"Before\"}",
            """[{"op":"replace","path":"title","value":"After"},{"op":"replace","path":"name.familyName","value":"New"}]""",
            ("/title", "\"After\""), ("/name", """{"givenName":"Scratch","familyName":"New"}"""))
        {
            Connectors = Entra,
        },
        new(
            Replace, "replaces a whole list", Two,
            """[{"op":"replace","path":"emails","value":[{"value":"n@example.com","type":"other"}]}]""",
            ("/emails", """[{"value":"n@example.com","type":"other"}]"""), ("/title", "\"T\"")),
        new(
            Replace, "replaces a value that a filter finds, and none beside it", Two,
            """[{"op":"replace","path":"emails[type eq \"home\"].value","value":"n@example.com"}]""",
            ("/emails", """[{"value":"w@example.com","type":"work","primary":true},{"value":"n@example.com","type":"home"}]"""))
        {
            Connectors = Entra,
        },
        new(
            Replace, "adds what it is to replace and is missing", "{}", """[{"op":"replace","path":"nickName","value":"N"}]""",
            ("/nickName", "\"N\""))
        {
            Connectors = Entra,
        },
        new(
            Replace, "replaces without a path what its value has", "{\"title\":\"Before\",\"nickName\":\"Kept\"}",
            """[{"op":"replace","value":{"title":"After","active":false}}]""",
            ("/title", "\"After\""), ("/active", "false"), ("/nickName", "\"Kept\""))
        {
            Connectors = EntraAndOkta,
        },
        new(
            Remove, "removes an attribute", "{\"title\":\"T\",\"nickName\":\"Kept\"}", """[{"op":"remove","path":"title"}]""",
            ("/title", null), ("/nickName", "\"Kept\"")),
        new(
            Remove, "removes the values that a filter finds", Two, """[{"op":"remove","path":"emails[type eq \"home\"]"}]""",
            ("/emails", """[{"value":"w@example.com","type":"work"}]"""))
        {
            Connectors = Entra,
        },
        new(
            Remove, "removes a part of an attribute", "{\"name\":{\"givenName\":\"G\",\"familyName\":\"F\",\"middleName\":\"M\"}}",
            """[{"op":"remove","path":"name.middleName"}]""", ("/name/middleName", null), ("/name/givenName", "\"G\"")),
        new(
            Remove, "removes a whole list", "{\"phoneNumbers\":[{\"value\":\"+1 201 555 0123\",\"type\":\"work\"}],\"title\":\"T\"}",
            """[{"op":"remove","path":"phoneNumbers"}]""", ("/phoneNumbers", null), ("/title", "\"T\"")),
        new(
            "RFC 7644 §3.5.2", "applies its operations in order", "{}",
            """
            [
              {"op":"add","path":"title","value":"1"},{"op":"replace","path":"title","value":"2"},
              {"op":"add","path":"nickName","value":"x"},{"op":"remove","path":"nickName"}
            ]
            """,
            ("/title", "\"2\""), ("/nickName", null)),
        new(
            "RFC 7644 §3.5.2", "takes paths in any case and with the schema before them", "{}",
            $$"""[{"op":"add","path":"TITLE","value":"T"},{"op":"add","path":"{{ScratchDocument.Schema}}:nickName","value":"N"}]""",
            ("/title", "\"T\""), ("/nickName", "\"N\"")),
        new(
            "RFC 7644 §3.10", "sets attributes of the enterprise extension", "{}",
            $$"""[{"op":"add","path":"{{ScratchDocument.Enterprise}}:department","value":"Sales"}]""",
            ($"/{ScratchDocument.Enterprise}/department", "\"Sales\""),
            ("/schemas", $"[\"{ScratchDocument.Schema}\",\"{ScratchDocument.Enterprise}\"]"))
        {
            Connectors = Entra,
        },
        new(
            "RFC 7643 §3.3", "takes the schema of an extension off with its last attribute",
            $$$"""{"{{{ScratchDocument.Enterprise}}}":{"department":"Sales"}}""",
            $$"""[{"op":"remove","path":"{{ScratchDocument.Enterprise}}:department"}]""",
            ($"/{ScratchDocument.Enterprise}", null), ("/schemas", $"[\"{ScratchDocument.Schema}\"]")),
        new(
            "connector: Entra ID", "takes the name of an operation in any case", "{\"title\":\"Before\",\"nickName\":\"N\"}",
            """
            [
              {"op":"Replace","path":"title","value":"After"},{"op":"Add","path":"displayName","value":"D"},
              {"op":"REMOVE","path":"nickName"}
            ]
            """,
            ("/title", "\"After\""), ("/displayName", "\"D\""), ("/nickName", null))
        {
            Connectors = Entra,
        },
        new(
            "connector: Entra ID", "takes a truth value as text", "{}", """[{"op":"Replace","path":"active","value":"False"}]""",
            ("/active", "false"))
        {
            Connectors = Entra,
        },
        new(
            "connector: Entra ID", "takes dotted names in a value without a path", "{}",
            """[{"op":"replace","value":{"name.familyName":"Dotted","displayName":"D"}}]""",
            ("/name/familyName", "\"Dotted\""), ("/displayName", "\"D\""))
        {
            Connectors = Entra,
        },
    ];
}
