using Scim.Protocol.Errors;

namespace Scim.Operations.Remedies;

/// <summary>Requests that are too large, too slow, too many, or of another kind than JSON.</summary>
internal static class SizeRules
{
    public static IReadOnlyList<RemedyRule> All { get; } =
    [
        new(
            "body-slow",
            kind => kind.Status == 408,
            _ => "The body did not arrive in time. Look at the network between the connector and the service; a proxy may hold bodies "
                + "back."),
        new(
            "bulk-too-long",
            kind => kind.Status == 413 && kind.Says("maxOperations"),
            _ => "The bulk request has too many operations. Let the connector send fewer at once; /ServiceProviderConfig says how many."),
        new(
            "patch-too-long",
            kind => kind.Status == 413 && kind.Says("PATCH takes at most"),
            _ => "The PATCH has too many operations. Split it, or replace the user by a PUT."),
        new(
            "user-too-large",
            kind => kind.Status == 413 && kind.Says("The user is over"),
            c => $"The user with all its attributes is over 512 KiB. Leave out {c.Places.Mapping} what holds much text or many values, "
                + "such as photos; values of schemas that were dropped count too.")
        {
            Step = c => new Remedy.SeeSchemas(c.Account),
        },
        new(
            "change-too-costly",
            kind => kind.Is(ScimError.ChangeTooCostly()),
            _ => "The change compares too much text: filters in paths over long lists. Send fewer operations at once, or replace the whole "
                + "list instead of single entries."),
        new(
            "body-too-large",
            kind => kind.Status == 413,
            c => $"The body is over the limit that the detail names. Leave out {c.Places.Mapping} what is large, such as photos; let a "
                + "bulk request have fewer operations."),
        new(
            "body-compressed",
            kind => kind.Status == 415 && kind.Says("Content-Encoding"),
            _ => "The body came compressed. Switch compression off in the connector, or in the proxy between."),
        new(
            "body-charset",
            kind => kind.Status == 415 && kind.Says("UTF-8"),
            _ => "The body came in another encoding than UTF-8. Let the connector send charset=utf-8 or none."),
        new(
            "media-type",
            kind => kind.Status == 415,
            _ => "The body came as another media type. Let the connector send Content-Type: application/scim+json or application/json."),
        new(
            "account-busy",
            kind => kind.Is(ScimError.AccountBusy()),
            _ => "Many costly requests of the account came at once. Let the connector send fewer at the same time; filters by id, "
                + "userName, externalId or emails.value cost little."),
        new(
            "over-rate",
            kind => kind.Status == 429,
            c => "The client sends more requests than its rate allows. Connectors wait and try again, so nothing is lost; where that "
                + "takes too long, let the client call faster"
                + (c.Connector is { LeastPerSecond: > 0 } connector
                    ? $": {connector.Title} needs at least {connector.LeastPerSecond:0} a second."
                    : "."))
        {
            Step = c => c.For(client => new Remedy.SetRate(client)),
        },
    ];
}
