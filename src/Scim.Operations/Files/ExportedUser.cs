using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Users;

namespace Scim.Operations.Files;

/// <summary>A whole user as JSON, with everything that a restoration needs.</summary>
public static class ExportedUser
{
    /// <summary>The member of <c>meta</c> that tells whether the user waits for a licence. An import ignores <c>meta</c>.</summary>
    public const string WaitingMember = "waitingForLicence";

    // The text goes into a file, never into a page.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The whole user, as the service answers it but for <c>meta.location</c>, with what it never returns and with the waiting mark in
    /// <c>meta</c>.
    /// </summary>
    /// <param name="user">The user.</param>
    /// <param name="type">What a user of the account has.</param>
    public static JsonObject DocumentOf(UserRecord user, UserType type)
    {
        var document = JsonNode.Parse(ResourceWriter.ToUtf8(user.In(type)))!.AsObject(); // A resource is an object.
        document["meta"]!.AsObject()[WaitingMember] = user.WaitingForLicence; // A record's resource has meta.
        return document;
    }

    /// <summary>The whole user as a line of JSON Lines, without its line break.</summary>
    internal static string LineOf(UserRecord user, UserType type) =>
        VisibleText.InJson(DocumentOf(user, type).ToJsonString(Json));
}
