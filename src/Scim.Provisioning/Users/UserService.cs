using System.Text.Json;

namespace Scim.Provisioning.Users;

/// <summary>Provisions the users of the caller's account. Refusals are <see cref="Protocol.Errors.ScimException"/>s.</summary>
public sealed class UserService
{
    /// <summary>Creates a user (RFC 7644 §3.3). Without a free licence the user is created deactivated.</summary>
    public Task<UserRecord> CreateAsync(UserRequest request, JsonElement body, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>The user of that id (RFC 7644 §3.4.1).</summary>
    public Task<UserRecord> GetAsync(UserRequest request, string id, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>A page of users (RFC 7644 §3.4.2).</summary>
    public Task<UserPage> ListAsync(UserRequest request, UserQuery query, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Replaces a user (RFC 7644 §3.5.1).</summary>
    public Task<UserRecord> ReplaceAsync(
        UserRequest request, string id, JsonElement body, VersionCondition? ifMatch, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Patches a user (RFC 7644 §3.5.2).</summary>
    public Task<UserRecord> PatchAsync(
        UserRequest request, string id, JsonElement body, VersionCondition? ifMatch, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Deletes a user (RFC 7644 §3.6).</summary>
    public Task DeleteAsync(UserRequest request, string id, VersionCondition? ifMatch, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
