using System.Buffers.Text;
using System.Security.Cryptography;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Resilience.Tests.Isolation;

/// <summary>What a request can name: somebody's user, client and tokens, or such as never existed.</summary>
internal sealed record Thing
{
    public string Account { get; init; } = NewName();

    public string Client { get; init; } = NewName();

    /// <summary>The client's secret.</summary>
    public string Secret { get; init; } = NewSecret();

    /// <summary>A client that was disabled, which has the same secret.</summary>
    public string DisabledClient { get; init; } = NewName();

    /// <summary>A token that works.</summary>
    public string Token { get; init; } = NewToken();

    public string RevokedToken { get; init; } = NewToken();

    public string ExpiredToken { get; init; } = NewToken();

    public string TokenOfDisabledClient { get; init; } = NewToken();

    public string Id { get; init; } = NewId();

    /// <summary>The user's version as an entity tag.</summary>
    public string Version { get; init; } = $"W/\"{NewId()}\"";

    /// <summary>A cursor of a list of the account.</summary>
    public string Cursor { get; init; } = "";

    /// <summary>A stream of events.</summary>
    public string Stream { get; init; } = $"{StreamId.New(TimeProvider.System.GetUtcNow())}";

    /// <summary>An event of it.</summary>
    public string Event { get; init; } = $"{NewId()}.0";

    public string UserName { get; init; } = $"{NewName()}@example.com";

    public string ExternalId { get; init; } = NewName();

    public string Email { get; init; } = $"{NewName()}@example.org";

    public string DisplayName { get; init; } = NewName();

    /// <summary>The user as JSON.</summary>
    public string Json =>
        $$"""
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{{UserName}}","externalId":"{{ExternalId}}",
        "name":{"givenName":"Ada","familyName":"Lovelace"},"displayName":"{{DisplayName}}","emails":[{"value":"{{Email}}","type":"work"}]}
        """;

    /// <summary>Every value that an answer may echo when a user of these names is made.</summary>
    public IReadOnlyList<(string Value, string Name)> Names =>
        [(UserName, "userName"), (ExternalId, "externalId"), (Email, "email"), (DisplayName, "displayName")];

    /// <summary>Something that never existed, of the same shape.</summary>
    /// <param name="now">When it might have been made.</param>
    public static Thing OfNobody(DateTimeOffset now) => new()
    {
        Id = UserId.New(now).ToString(),
        Cursor = new UserCursor(new UserPosition(UserId.New(now), WriteId.New(now))).Write(AccountId.Parse(NewName()), "", now),
    };

    /// <summary>A secret of the shape that all have.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>A name of the shape that all have.</summary>
    public static string NewName() => $"n{Guid.NewGuid():n}";

    private static string NewId() => UserId.New(TimeProvider.System.GetUtcNow()).ToString();

    private static string NewToken() => $"scim_sts_{NewSecret()}";
}
