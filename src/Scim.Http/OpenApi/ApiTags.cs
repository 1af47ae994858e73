using Microsoft.OpenApi;

namespace Scim.Http.OpenApi;

/// <summary>The parts of the interface.</summary>
internal static class ApiTags
{
    public const string Users = "Users";
    public const string Discovery = "Discovery";
    public const string Tokens = "Tokens";
    public const string Events = "Events";
    public const string Service = "Service";

    /// <summary>Each with what it is.</summary>
    public static HashSet<OpenApiTag> All() =>
    [
        new() { Name = Users, Description = "Users are created, read, listed, changed and deleted (RFC 7644 §3)." },
        new() { Name = Discovery, Description = "What the service offers and what a user has (RFC 7644 §4)." },
        new() { Name = Tokens, Description = "Tokens are issued and revoked (RFC 6749, RFC 7009)." },
        new() { Name = Events, Description = "Changes of users are handed out as security event tokens (RFC 8417, RFC 8936, RFC 9967)." },
        new() { Name = Service, Description = "The service itself." },
    ];
}
