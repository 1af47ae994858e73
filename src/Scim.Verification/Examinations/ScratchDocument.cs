using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scim.Verification.Examinations;

/// <summary>The document of a user that is to be made.</summary>
internal static class ScratchDocument
{
    /// <summary>The schema of a user.</summary>
    public const string Schema = "urn:ietf:params:scim:schemas:core:2.0:User";

    /// <summary>The schema of the enterprise extension.</summary>
    public const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /// <summary>A user with what every service takes.</summary>
    /// <param name="userName">Its name.</param>
    /// <param name="more">Attributes besides, or in place of those, as a JSON object.</param>
    public static JsonObject Of(string userName, string more = "{}")
    {
        var user = new JsonObject
        {
            ["schemas"] = new JsonArray(Schema),
            ["userName"] = userName,
            ["name"] = new JsonObject { ["givenName"] = "Scratch", ["familyName"] = "User" },
        };
        foreach (var (name, value) in JsonNode.Parse(more)!.AsObject()) user[name] = value?.DeepClone(); // more is an object.
        if (user.ContainsKey(Enterprise)) user["schemas"] = new JsonArray(Schema, Enterprise);
        return user;
    }

    /// <summary>A text as JSON.</summary>
    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    /// <summary>A PATCH with these operations, written as a JSON list.</summary>
    public static string Patch(string operations) =>
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":{{operations}}}""";
}
