namespace Scim.Http.Addresses;

/// <summary>The route templates of the service, shared by all hosts. Hosts match them without regard to case.</summary>
public static class ScimRoutes
{
    /// <summary>The base of the SCIM endpoints.</summary>
    public const string Base = "scim/v2";

    /// <summary>The users (RFC 7644 §3.2).</summary>
    public const string Users = Base + "/Users";

    /// <summary>One user.</summary>
    public const string User = Users + "/{" + UserId + "}";

    /// <summary>The name of the route value with a user's id.</summary>
    public const string UserId = "id";

    /// <summary>Queries for users by POST (RFC 7644 §3.4.3).</summary>
    public const string UsersSearch = Users + "/.search";

    /// <summary>Queries for all resources by POST (RFC 7644 §3.4.3).</summary>
    public const string Search = Base + "/.search";

    /// <summary>The groups, of which there are none.</summary>
    public const string Groups = Base + "/Groups";

    /// <summary>One group.</summary>
    public const string Group = Groups + "/{" + GroupId + "}";

    /// <summary>The name of the route value with a group's id.</summary>
    public const string GroupId = "id";

    /// <summary>Several operations in one request (RFC 7644 §3.7).</summary>
    public const string Bulk = Base + "/Bulk";

    /// <summary>The service provider's configuration (RFC 7643 §5).</summary>
    public const string ServiceProviderConfig = Base + "/ServiceProviderConfig";

    /// <summary>The name under which the Talkdesk API has <see cref="ServiceProviderConfig"/>.</summary>
    public const string ServiceConfiguration = Base + "/serviceConfiguration";

    /// <summary>The resource types (RFC 7643 §6).</summary>
    public const string ResourceTypes = Base + "/ResourceTypes";

    /// <summary>One resource type.</summary>
    public const string ResourceType = ResourceTypes + "/{" + ResourceTypeName + "}";

    /// <summary>The name of the route value with a resource type's name.</summary>
    public const string ResourceTypeName = "name";

    /// <summary>The schemas (RFC 7643 §7).</summary>
    public const string Schemas = Base + "/Schemas";

    /// <summary>One schema.</summary>
    public const string Schema = Schemas + "/{" + SchemaUrn + "}";

    /// <summary>The name of the route value with a schema's URN.</summary>
    public const string SchemaUrn = "urn";

    /// <summary>Issues STS tokens (RFC 6749 §3.2).</summary>
    public const string TokenEndpoint = "oauth/token";

    /// <summary>Revokes STS tokens (RFC 7009).</summary>
    public const string Revocation = "oauth/revoke";

    /// <summary>The authorization server's metadata (RFC 8414).</summary>
    public const string ServerMetadata = ".well-known/oauth-authorization-server";

    /// <summary>The events of a stream, which are polled for (RFC 8936).</summary>
    public const string Events = "events/{" + StreamId + "}";

    /// <summary>The name of the route value with a stream's id.</summary>
    public const string StreamId = "stream";

    /// <summary>The keys that sign events (RFC 7517).</summary>
    public const string EventKeys = ".well-known/jwks.json";

    /// <summary>What there is to know of the events' transmitter (OpenID Shared Signals Framework 1.0 §7.1).</summary>
    public const string EventTransmitter = ".well-known/ssf-configuration";

    /// <summary>The description of the whole interface (OpenAPI 3.1).</summary>
    public const string OpenApi = "openapi.json";

    /// <summary>Whether the service works.</summary>
    public const string Health = "health";

    /// <summary>The first page.</summary>
    public const string Home = "";

    /// <summary>
    /// Everything else, with any method; matched last. It begins at the root, since the Functions host takes an empty segment
    /// (<c>/scim/v2//Users</c>) into a catch-all only behind its first place.
    /// </summary>
    public const string Unmatched = "{**path}";

    /// <summary>All but <see cref="Unmatched"/>.</summary>
    internal static IReadOnlyList<string> All { get; } =
    [
        Users, User, UsersSearch, Search, Base, Groups, Group, Bulk, ServiceProviderConfig, ServiceConfiguration, ResourceTypes,
        ResourceType, Schemas, Schema, TokenEndpoint, Revocation, ServerMetadata, Events, EventKeys, EventTransmitter, OpenApi, Health,
        Home,
    ];
}
