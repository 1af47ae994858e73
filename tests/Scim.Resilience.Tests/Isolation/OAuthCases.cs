namespace Scim.Resilience.Tests.Isolation;

/// <summary>Clients and tokens.</summary>
internal static class OAuthCases
{
    private const string Grant = "grant_type=client_credentials";

    public static IEnumerable<IsolationCase> All =>
    [
        new("A token is revoked", 200, (thing, sender) => sender.OAuth("/oauth/revoke", $"token={thing.Token}")),
        new("A token is revoked with a hint", 200, (thing, sender) => sender.OAuth(
            "/oauth/revoke", $"token={thing.Token}&token_type_hint=access_token")),
        new("A revoked token is revoked", 200, (thing, sender) => sender.OAuth("/oauth/revoke", $"token={thing.RevokedToken}")),
        new("A token is revoked under another client's id", 400, (thing, sender) => sender.OAuth(
            "/oauth/revoke", $"token={thing.Token}&client_id={thing.Client}")),
        new("A token is issued under another client's id", 400, (thing, sender) => sender.OAuth(
            "/oauth/token", $"{Grant}&client_id={thing.Client}")),
        new("A token is issued to another client", 401, (thing, sender) => sender.OAuth("/oauth/token", Grant, thing.Client)),
        new("A token is issued to another client by form", 401, (thing, sender) =>
            sender.OAuth("/oauth/token", $"{Grant}&client_id={thing.Client}&client_secret={sender.Secret}") with { Authorization = null }),
        new("A token is issued to oneself with another's secret", 401, (thing, sender) => sender.OAuth(
            "/oauth/token", Grant, sender.Client, thing.Secret)),
        new("A token is issued to a disabled client", 401, (thing, sender) => sender.OAuth(
            "/oauth/token", Grant, thing.DisabledClient, thing.Secret)),
        new("A token is revoked by a disabled client", 401, (thing, sender) => sender.OAuth(
            "/oauth/revoke", $"token={thing.TokenOfDisabledClient}", thing.DisabledClient, thing.Secret)),
        new("The metadata are asked about a client", 200, (thing, _) => new RawRequest(
            "GET", $"/.well-known/oauth-authorization-server?client_id={thing.Client}")),
        new("The keys of an account's events are asked for", 200, (thing, _) => new RawRequest(
            "GET", $"/.well-known/jwks.json?account={thing.Account}")),
        new("The configuration of an account's events is asked for", 200, (thing, _) => new RawRequest(
            "GET", $"/.well-known/ssf-configuration?account={thing.Account}")),
        new("The health of an account is asked for", 200, (thing, _) => new RawRequest("GET", $"/health?account={thing.Account}"))
        {
            CostsTheSame = false,
        },
        .. Dead("revoked", thing => thing.RevokedToken),
        .. Dead("expired", thing => thing.ExpiredToken),
        .. Dead("of a disabled client", thing => thing.TokenOfDisabledClient),
    ];

    /// <summary>Every SCIM endpoint with a token that does not work any more. That one was known once costs a look at its client.</summary>
    private static IEnumerable<IsolationCase> Dead(string why, Func<Thing, string> token) =>
        new (string Method, string Path)[]
        {
            ("GET", "/Users"), ("POST", "/Users"), ("POST", "/Users/.search"), ("POST", "/.search"), ("POST", "/Bulk"),
            ("GET", "/Users/{0}"),
            ("PUT", "/Users/{0}"), ("PATCH", "/Users/{0}"), ("DELETE", "/Users/{0}"), ("GET", "/Schemas"), ("GET", "/ResourceTypes/User"),
            ("GET", "/ServiceProviderConfig"), ("GET", "/Groups/{0}"),
        }.Select(route => new IsolationCase(
            $"{route.Method} {route.Path} with a token that is {why}",
            401,
            (thing, sender) => Request(route.Method, route.Path, thing, sender) with { Authorization = $"Bearer {token(thing)}" })
        { CostsTheSame = false });

    private static RawRequest Request(string method, string path, Thing thing, Sender sender) =>
        sender.Scim(method, path.Replace("{0}", thing.Id, StringComparison.Ordinal), method[0] == 'P' ? thing.Json : null);
}
