using System.Globalization;
using Azure.Data.Tables;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using Scim.Storage.Tables.Connection;

namespace Scim.Storage.Tables.Tokens;

/// <summary>An OAuth client's row. Of secrets it holds the hashes only.</summary>
internal static class ClientRow
{
    private const int MostSecrets = 2;
    private const string Account = "Account";
    private const string Scopes = "Scopes";
    private const string RatePerSecond = "RatePerSecond";
    private const string Burst = "Burst";
    private const string Disabled = "Disabled";

    public static TableEntity Write(OAuthClient client)
    {
        if (client.Secrets.Count > MostSecrets)
            throw new InvalidOperationException($"A client has at most {MostSecrets} live secrets.");
        var row = new TableEntity(client.Id.Value, client.Id.Value)
        {
            [Account] = client.Account.Value,
            [Scopes] = string.Join(' ', client.Scopes),
            [RatePerSecond] = client.RateLimit.PerSecond,
            [Burst] = client.RateLimit.Burst,
            [Disabled] = client.Disabled,
        };
        for (var number = 0; number < client.Secrets.Count; number++)
        {
            row[Secret(number)] = client.Secrets[number].Hash.ToString();
            row[SecretCreated(number)] = client.Secrets[number].Created;
        }
        return row;
    }

    public static OAuthClient Read(TableEntity row) => new()
    {
        Id = ClientId.Parse(row.RowKey),
        Account = AccountId.Parse(row.GetString(Account)),
        Secrets = [.. Secrets(row)],
        Scopes = row.GetString(Scopes).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        RateLimit = new RateLimit(row.Number(RatePerSecond), row.GetInt32(Burst).GetValueOrDefault()),
        Disabled = row.GetBoolean(Disabled).GetValueOrDefault(),
        ETag = row.ETag.ToString(),
    };

    /// <summary>True if both describe the same client, whatever their tags.</summary>
    public static bool Same(OAuthClient one, OAuthClient other) =>
        one with { Secrets = [], Scopes = [], ETag = "" } == other with { Secrets = [], Scopes = [], ETag = "" }
        && one.Secrets.SequenceEqual(other.Secrets)
        && one.Scopes.SequenceEqual(other.Scopes);

    private static IEnumerable<ClientSecret> Secrets(TableEntity row)
    {
        for (var number = 0; row.GetString(Secret(number)) is { } hash; number++)
            yield return new ClientSecret(SecretHash.Parse(hash), row.GetDateTimeOffset(SecretCreated(number)).GetValueOrDefault());
    }

    private static string Secret(int number) => string.Create(CultureInfo.InvariantCulture, $"Secret{number}");

    private static string SecretCreated(int number) => string.Create(CultureInfo.InvariantCulture, $"Secret{number}Created");
}
