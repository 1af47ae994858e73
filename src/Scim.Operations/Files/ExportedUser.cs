using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Protocol.Resources;
using Scim.Provisioning.Users;

namespace Scim.Operations.Files;

/// <summary>A whole user as JSON, with everything that a restoration needs.</summary>
public static class ExportedUser
{
    /// <summary>The member of <c>meta</c> that tells whether the user waits for a licence. An import ignores <c>meta</c>.</summary>
    public const string WaitingMember = "waitingForLicence";

    // The text goes into a file, never into a page.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole user, as the service answers it but for <c>meta.location</c>, with the waiting mark in <c>meta</c>.</summary>
    public static JsonObject DocumentOf(UserRecord user)
    {
        var document = JsonNode.Parse(ResourceWriter.ToUtf8(user.Resource))!.AsObject(); // A resource is an object.
        document["meta"]!.AsObject()[WaitingMember] = user.WaitingForLicence; // A record's resource has meta.
        return document;
    }

    /// <summary>The whole user as a line of JSON Lines, without its line break.</summary>
    internal static string LineOf(UserRecord user) => VisibleText.InJson(DocumentOf(user).ToJsonString(Json));
}
