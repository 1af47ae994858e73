using Scim.Protocol.Errors;

namespace Scim.Operations.Remedies;

/// <summary>Requests for what there is not: wrong addresses, methods, groups, and users that are gone.</summary>
internal static class AddressRules
{
    private const string Groups = "Groups";

    public static IReadOnlyList<RemedyRule> All { get; } =
    [
        new(
            "groups",
            kind => kind.Is(ScimError.NoGroups()) || (kind is { Status: 404, Operation: Groups }),
            c => $"There are no groups here. {c.Places.NoGroups}."),
        new(
            "me",
            kind => kind.Status == 501 && kind.Says("/Me"),
            _ => "There is no /Me: a connector is no user of its own. Let it read users by their id or userName."),
        new(
            "not-offered",
            kind => kind.Status == 501,
            _ => "The service does not offer this. Switch it off in the connector; what it offers is at /ServiceProviderConfig."),
        new(
            "stream-unknown",
            kind => kind.Is(ScimError.StreamNotFound()) || (kind is { Status: 404, Operation: "PollEvents" }),
            _ => "The account has no stream of that id that is polled for. Take the poll URL that its creation has shown; a stream that "
                + "was deleted needs a new one.")
        {
            Step = c => new Remedy.SeeStreams(c.Account),
        },
        new(
            "user-gone",
            kind => kind.Is(ScimError.ResourceNotFound(Guid.Empty.ToString()))
                || (kind is { Status: 404, Operation: "GetUser" or "ReplaceUser" or "PatchUser" or "DeleteUser" }),
            c => "No user of this account has that id: it was deleted, or the connector has ids of another account or application. "
                + "If the user shall be here, let the connector look it up by userName and create it"
                + (c.Connector?.Name switch
                {
                    "entra" => ": Restart provisioning in Entra ID forgets the old ids.",
                    "okta" => ": unassign the person from the app in Okta, and assign them again.",
                    "onelogin" => ": remove the person from the app in OneLogin, and add them again.",
                    _ => ", for instance by taking the person out of the connector and in again.",
                }))
        {
            Step = c => new Remedy.SeeAudit(c.Account),
        },
        new(
            "schema-unknown",
            kind => kind is { Status: 404, Operation: "Discovery" },
            _ => "The account has no schema or resource type of that name. Take the URN as /Schemas lists it, or give the account the "
                + "schema.")
        {
            Step = c => new Remedy.SeeSchemas(c.Account),
        },
        new(
            "path-unknown",
            kind => kind.Status == 404,
            c => "There is no such path: users are at /scim/v2/Users, and nothing but users is here. Correct "
                + $"{c.Places.Address}; it ends in /scim/v2."),
        new(
            "discovery-filter",
            kind => kind.Status == 403 && kind.Says("takes no filter"),
            _ => "Schemas and resource types are listed whole (RFC 7644 §4). Let the connector ask without a filter."),
        new(
            "method-wrong",
            kind => kind.Status == 405,
            c => $"The path is there, but not for this method, as the detail says. Often {c.Places.Address} has too much or too little "
                + "at its end; it ends in /scim/v2."),
        new(
            "host-unknown",
            kind => kind.Is(ScimError.UnknownHost()),
            c => $"The host in the request is not the service's. Correct {c.Places.Address}; behind a proxy of your own set the service's "
                + "public base URL (SCIM_PUBLIC_BASE_URL)."),
    ];
}
