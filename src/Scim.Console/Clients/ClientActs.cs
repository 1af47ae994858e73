using System.Globalization;
using Scim.Console.Acting;
using Scim.Operations.Clients;
using Scim.Operations.Tokens;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Console.Clients;

/// <summary>What an operator can do with clients and their tokens.</summary>
internal static class ClientActs
{
    /// <summary>Gives a client a second secret.</summary>
    public static Act RotateSecret(OAuthClient client) => new(
        $"Make a new secret of {client.Id}?",
        "The new secret is shown once and is good as long as the one before was. The old one is good until it is dropped or ends.",
        $"client rotate-secret {client.Id}",
        "Make",
        async run =>
        {
            var made = await run.Get<ClientOperations>().RotateSecretAsync(client.Id, lifetime: null, run.Stop);
            return new ActOutcome($"The client {client.Id} has a new secret. Enter it in the connector, and drop the old one then.")
            {
                ToCopy = made.Secret is { } secret ? [("Client secret", secret)] : [],
            };
        });

    /// <summary>Leaves a client its newest secret.</summary>
    public static Act DropOldSecret(OAuthClient client) => new(
        $"Drop the old secret of {client.Id}?",
        client.Secrets[^1].LastUsed is null
            ? "The newest secret was never used: the connector still has the old one, and will be refused."
            : "Whoever still uses the old secret will be refused.",
        $"client drop-old-secret {client.Id}",
        "Drop",
        async run =>
        {
            await run.Get<ClientOperations>().DropOldSecretAsync(client.Id, run.Stop);
            return new ActOutcome($"The client {client.Id} has its newest secret only.");
        });

    /// <summary>Shuts a client out.</summary>
    public static Act Disable(OAuthClient client) => new(
        $"Disable {client.Id}?",
        "Neither the client nor its tokens are let in, everywhere within 30 s, until it is enabled.",
        $"client disable {client.Id}",
        "Disable",
        async run =>
        {
            await run.Get<ClientOperations>().DisableAsync(client.Id, run.Stop);
            return new ActOutcome($"The client {client.Id} is disabled.");
        });

    /// <summary>Lets a client in again.</summary>
    public static Act Enable(OAuthClient client) => new(
        $"Enable {client.Id}?",
        "The client and its tokens are let in again, everywhere within 30 s.",
        $"client enable {client.Id}",
        "Enable",
        async run =>
        {
            await run.Get<ClientOperations>().EnableAsync(client.Id, run.Stop);
            return new ActOutcome($"The client {client.Id} is let in again.");
        });

    /// <summary>Changes how fast a client may call.</summary>
    public static Act SetRate(OAuthClient client, RateLimit limit) => new(
        $"Change the rate of {client.Id}?",
        $"The client may send {RateText.Of(limit)}, in place of {RateText.Of(client.RateLimit)}. Every instance goes by it within 30 s.",
        string.Create(CultureInfo.InvariantCulture, $"client set {client.Id} --rate {limit.PerSecond} --burst {limit.Burst}"),
        "Change",
        async run =>
        {
            await run.Get<ClientOperations>().SetAsync(client.Id, _ => limit, PolicyChoice.None, run.Stop);
            return new ActOutcome($"The client {client.Id} may send {RateText.Of(limit)}.");
        });

    /// <summary>Revokes a token for good.</summary>
    public static Act Revoke(StsToken token) => new(
        $"Revoke the token {Fingerprint.Of(token)} for good?",
        $"The client {token.Client} will be refused with this token, everywhere within 30 s. Nothing brings it back.",
        $"token revoke {Fingerprint.Of(token)}",
        "Revoke",
        async run =>
        {
            await run.Get<TokenOperations>().RevokeAsync(token, run.Stop);
            return new ActOutcome($"The token {Fingerprint.Of(token)} is revoked.");
        });
}
