using Scim.Protocol.Errors;

namespace Scim.Operations.Remedies;

/// <summary>Names that are taken and users that have changed meanwhile.</summary>
internal static class ConflictRules
{
    public static IReadOnlyList<RemedyRule> All { get; } =
    [
        new(
            "name-taken",
            kind => kind is { Status: 409, Type: "uniqueness" } && kind.Says("same userName"),
            c => "Another user of the account has this userName, perhaps in other case, or deactivated. If it is the same person, let the "
                + "connector find it by userName instead of creating it"
                + (c.Connector?.Name switch
                {
                    "entra" => ": keep userName as the matching attribute of precedence 1 in Entra ID. ",
                    "okta" => ": the unique identifier field for users in Okta is userName; import the users, and confirm the match. ",
                    "onelogin" => ": set the SCIM username in OneLogin to what the user has here. ",
                    _ => ". ",
                })
                + "If it is another person, give one of them another userName, in the connector's source or here. If the user here is a "
                + "left-over that nobody needs, delete it, and let the connector create it anew.")
        {
            Step = c => new Remedy.SeeUsersOf(c.Account),
        },
        new(
            "value-taken",
            kind => kind is { Status: 409, Type: "uniqueness" },
            _ => "Another user of the account has the value that must be unique, as the detail names it. Give one of the two another "
                + "value, or delete the user who has it here if nobody needs them.")
        {
            Step = c => new Remedy.SeeUsersOf(c.Account),
        },
        new(
            "bulk-creation-failed",
            kind => kind.Is(ScimError.FailedBulkId()) || kind is { Status: 409 },
            _ => "An operation of a bulk request needs a user whose creation failed in the same request. Correct that creation, which has "
                + "an entry of its own, and send both again."),
        new(
            "version-old",
            kind => kind.Status == 412,
            _ => "The user has changed since the connector read it, and the connector asked to change that version only (If-Match). Let it "
                + "read the user again; most do by themselves. If it goes on, two connectors change the same user: leave it to one.")
        {
            Step = c => new Remedy.SeeAudit(c.Account),
        },
    ];
}
