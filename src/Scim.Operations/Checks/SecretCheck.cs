using System.Globalization;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Tokens;

namespace Scim.Operations.Checks;

/// <summary>Looks for secrets of a client that have ended or end soon.</summary>
internal static class SecretCheck
{
    /// <summary>A finding for each of them, the older first.</summary>
    public static IEnumerable<Finding> Of(OAuthClient client, DateTimeOffset now)
    {
        foreach (var (number, secret) in client.Secrets.Index().Where(item => item.Item.IsEndingAt(now)))
        {
            var kind = number == client.Secrets.Count - 1 ? FindingKind.SecretEnding : FindingKind.OlderSecretEnding;
            var subject = string.Create(
                CultureInfo.InvariantCulture,
                $"of client {client.Id}, {(secret.IsLiveAt(now) ? "ends" : "ended")} {secret.Expires:yyyy-MM-dd HH:mm:ss'Z'}");
            yield return new Finding(client.Account, kind, subject, User: null, FindingState.Found) { Client = client.Id };
        }
    }
}
