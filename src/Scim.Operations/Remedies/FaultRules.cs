using Scim.Protocol.Errors;

namespace Scim.Operations.Remedies;

/// <summary>What is the service's own fault.</summary>
internal static class FaultRules
{
    public static IReadOnlyList<RemedyRule> All { get; } =
    [
        new(
            "contended",
            kind => kind.Is(ScimError.Contended()),
            _ => "Others changed the same user, account or rate limit at the same moment, each time. The connector tries again by itself. "
                + "If it goes on, a connector changes one user many times at once: let it send one change after the other."),
        new(
            "signing-key-missing",
            kind => kind.Is(ScimError.NoSigningKey()),
            _ => "There is no key to sign this stream's events by, or the service cannot read its keys. Events wait. See that the setting "
                + "with the signing keys is there and has a key of the stream's algorithm; the service's log says what is wrong.")
        {
            Step = c => new Remedy.SeeStreams(c.Account),
        },
        new(
            "not-tried",
            kind => kind.Is(ScimError.NotTried()),
            _ => "A bulk request took so long that this operation was not tried. The connector sends it again; let it send fewer "
                + "operations at once."),
        new(
            "storage-unreachable",
            kind => kind.Status is 502 or 503 or 504,
            _ => "The service could not reach its storage in time; the change has happened whole or not at all. Connectors try again by "
                + "themselves. If it goes on, check the storage, and look at the service's log by the correlation id.")
        {
            Step = _ => new Remedy.CheckStorage(),
        },
        new(
            "fault",
            kind => kind.Status >= 500,
            _ => "The service failed; this is a fault of it, not of the connector. Look at its log by the correlation id, and report what "
                + "you find there.")
        {
            Step = _ => new Remedy.CheckStorage(),
        },
    ];
}
