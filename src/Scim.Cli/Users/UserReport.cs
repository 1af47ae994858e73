using System.Text.Json.Nodes;
using Scim.Cli.Output;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Users;

namespace Scim.Cli.Users;

/// <summary>What there is to say of a user.</summary>
internal static class UserReport
{
    /// <summary>The member of <c>meta</c> that tells whether the user waits for a licence. An import ignores <c>meta</c>.</summary>
    public const string WaitingMember = "waitingForLicence";

    public static IReadOnlyList<Column<UserRecord>> Columns { get; } =
    [
        new("id", user => user.Id.ToString()),
        new("userName", user => user.Core[UserResource.UserName]),
        new("displayName", user => user.Core[UserResource.DisplayName]),
        new("active", user => user.Core[UserResource.Active]),
        new(WaitingMember, user => user.WaitingForLicence),
        new("created", user => user.Created),
        new("lastModified", user => user.LastModified),
    ];

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
}
