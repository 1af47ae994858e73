using Scim.Http.Addresses;
using Scim.Http.Telemetry;
using Scim.Protocol.Bulk;
using Scim.Protocol.Errors;
using Scim.Provisioning.Identities;

namespace Scim.Http.Recording;

/// <summary>An operation of a Bulk that was refused or failed.</summary>
/// <param name="Place">Its place in the request, from 1.</param>
/// <param name="Sent">The operation as it was sent.</param>
/// <param name="Error">Why.</param>
/// <param name="Route">What its path names.</param>
/// <param name="User">The user that its path names; null for none.</param>
internal sealed record RefusedOperation(int Place, BulkOperation Sent, ScimError Error, string Route, UserId? User)
{
    /// <summary>What it asked for.</summary>
    public string Name => (Sent.Method, Route) switch
    {
        ("POST", RouteTemplates.Users) => Operations.CreateUser,
        ("PUT", RouteTemplates.User) => Operations.ReplaceUser,
        ("PATCH", RouteTemplates.User) => Operations.PatchUser,
        ("DELETE", RouteTemplates.User) => Operations.DeleteUser,
        _ => Operations.Unmatched,
    };

    /// <summary>A refused operation.</summary>
    /// <param name="place">Its place in the request, from 1.</param>
    /// <param name="sent">The operation as it was sent.</param>
    /// <param name="error">Why.</param>
    /// <param name="scimBase">The base URL that its path may begin with.</param>
    public static RefusedOperation Of(int place, BulkOperation sent, ScimError error, string scimBase)
    {
        if (BulkTarget.Parse(sent.Path, scimBase) is not { } target)
        {
            var route = BulkTarget.NamesGroups(sent.Path, scimBase) ? RouteTemplates.Groups : RouteTemplates.Other;
            return new RefusedOperation(place, sent, error, route, User: null);
        }
        return target.Id is null
            ? new RefusedOperation(place, sent, error, RouteTemplates.Users, User: null)
            : new RefusedOperation(
                place, sent, error, RouteTemplates.User, UserId.TryParse(target.Id, out var user) ? user : null);
    }
}
