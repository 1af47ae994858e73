namespace Scim.Operations.Remedies;

/// <summary>Who is not let in: tokens, scopes, and what the token endpoint refuses.</summary>
internal static class AccessRules
{
    public static IReadOnlyList<RemedyRule> All { get; } =
    [
        new(
            "no-token",
            kind => kind.Status == 401 && kind.Says("Send an STS token"),
            c => $"The request had no token. {c.Places.Grant}, and fill in {c.Places.Credential}.")
        {
            Step = c => c.For(client => new Remedy.IssueToken(client)),
        },
        new(
            "token-ended",
            kind => kind.Status == 401 && (kind.Says("expired or revoked") || kind.Type is null or "authentication_failed"),
            c => c.Connector is { TakesToken: false }
                ? "The token has expired or was revoked, or its client is disabled. The connector fetches a new one by itself; if it goes "
                    + $"on, look whether the client is disabled, and save its credentials again: {c.Places.Credential}."
                : "The token has expired, since it was not used, or it was revoked, or its client is disabled. If the client may come "
                    + $"in, issue a new token and paste it into {c.Places.Credential}.")
        {
            Step = c => c.For(client =>
                c.Connector is { TakesToken: false } ? new Remedy.SeeClient(client) : new Remedy.IssueToken(client)),
        },
        new(
            "assertion-refused",
            kind => kind.Type == "invalid_client" && kind.Says("assertion is not one"),
            _ => "The client is disabled, or the assertion is not one that it trusts. The service's log says which claim is wrong (event "
                + "1301). Compare issuer, subject, audience and tenant in the identity provider's form with what the client trusts.")
        {
            Step = c => c.For(client => new Remedy.SeeClient(client)),
        },
        new(
            "assertion-form",
            kind => kind.Type == "invalid_client" && kind.Says("client_assertion"),
            c => $"The assertion was not sent as RFC 7523 has it. {c.Places.Grant}; an application of your own sends what the detail "
                + "names."),
        new(
            "credentials-missing",
            kind => kind.Type == "invalid_client" && (kind.Says("by HTTP Basic") || kind.Says("holds no Basic")),
            c => $"The client's id or secret did not come. {c.Places.Grant}, and fill in both, the secret in {c.Places.Credential}."),
        new(
            "wrong-secret",
            kind => kind.Type == "invalid_client",
            c => "The secret is wrong or has expired, or the client is disabled. Look at the client; if its secret has ended or is lost, "
                + $"make another and paste it into {c.Places.Credential}.")
        {
            Step = c => c.For(client => new Remedy.RotateSecret(client)),
        },
        new(
            "grant-type",
            kind => kind.Type == "unsupported_grant_type" || kind.Says("grant_type is missing"),
            c => $"Tokens are issued for grant_type=client_credentials only. {c.Places.Grant}."),
        new(
            "scope-not-allowed",
            kind => kind.Type == "invalid_scope",
            _ => "The connector asks for a scope that its client does not have. Ask for scope=scim, or leave the scope empty; a client "
                + "that polls for events has the scope events.")
        {
            Step = c => c.For(client => new Remedy.SeeClient(client)),
        },
        new(
            "two-credentials",
            kind => kind.Type == "invalid_request" && (kind.Says("one way only") || kind.Says("client_id is not the one")),
            _ => "The client's id and secret came in the Authorization field and in the form. Choose one of them in the connector."),
        new(
            "token-parameter",
            kind => kind.Type == "invalid_request" && (kind.Says("token_type") || kind.Says("expires_in") || kind.Says("token is missing")),
            _ => "A parameter of the token request is wrong: send token_type=opaque or none, expires_in as a whole number of seconds or "
                + "not at all, and for a revocation the token."),
        new(
            "identity-provider-keys",
            kind => kind.Status == 503 && kind.Says("keys of the client's identity provider"),
            _ => "The service could not fetch the keys of the identity provider. The service's log says why (events 1311 and 1312). It "
                + "tries again by itself; if it goes on, look at the network, and whether the client's key set address is right.")
        {
            Step = c => c.For(client => new Remedy.SeeClient(client)),
        },
        new(
            "too-many-failures",
            kind => kind.Status == 429 && kind.Says("attempts to authenticate failed"),
            c => "From this address came too many wrong secrets or assertions. Correct the credentials first, then wait a minute: "
                + $"{c.Places.Credential}.")
        {
            Step = c => c.For(client => new Remedy.RotateSecret(client)),
        },
        new(
            "unknown-tokens",
            kind => kind.Status == 429 && kind.Says("unknown tokens"),
            c => $"Too many tokens that nobody knows came from one address. Put the right one into {c.Places.Credential}.")
        {
            Step = c => c.For(client => new Remedy.IssueToken(client)),
        },
        new(
            "scope-missing",
            kind => kind.Status == 403,
            _ => "The token was issued without the scope that this endpoint needs: users need \"scim\", polls \"events\". Ask for that "
                + "scope when the token is fetched; if the client may not have it, make another client that may.")
        {
            Step = c => c.For(client => new Remedy.SeeClient(client)),
        },
        new(
            "token-form",
            kind => kind is { Status: 400, Operation: null or "IssueToken" or "RevokeToken", Type: null or "invalid_request" },
            c => $"The token request is no form in UTF-8 with each parameter once (application/x-www-form-urlencoded). {c.Places.Grant}."),
    ];
}
