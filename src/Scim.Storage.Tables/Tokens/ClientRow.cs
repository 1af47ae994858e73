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
    private const string FixedLifetimeSeconds = "FixedLifetimeSeconds";
    private const string TokenEra = "TokenEra";
    private const string Connector = "Connector";
    private const string EarlierTokensEnd = "EarlierTokensEnd";
    private const string Created = "Created";
    private const string Expires = "Expires";
    private const string LastUsed = "LastUsed";
    private const string TrustIssuer = "TrustIssuer";
    private const string TrustSubject = "TrustSubject";
    private const string TrustAudience = "TrustAudience";
    private const string TrustKeySet = "TrustKeySet";
    private const string TrustTenant = "TrustTenant";

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
            [TokenEra] = client.TokenEra,
        };
        for (var number = 0; number < client.Secrets.Count; number++)
            Write(row, number, client.Secrets[number]);
        if (client.Policy.FixedLifetime is { } lifetime)
            row[FixedLifetimeSeconds] = (int)lifetime.TotalSeconds;
        if (client.EarlierTokensEnd is { } end)
            row[EarlierTokensEnd] = end;
        if (client.Connector is { } connector)
            row[Connector] = connector;
        if (client.Trust is { } trust)
            Write(row, trust);
        return row;
    }

    /// <summary>Only the column that says when a secret was used.</summary>
    public static TableEntity Use(OAuthClient client, SecretHash secret, DateTimeOffset now)
    {
        var number = client.Secrets.TakeWhile(one => !one.Hash.Equals(secret)).Count();
        return new TableEntity(client.Id.Value, client.Id.Value) { [SecretColumn(number, LastUsed)] = now };
    }

    public static OAuthClient Read(TableEntity row) => new()
    {
        Id = ClientId.Parse(row.RowKey),
        Account = AccountId.Parse(row.GetString(Account)),
        Secrets = [.. Secrets(row)],
        Scopes = row.GetString(Scopes).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        RateLimit = new RateLimit(row.Number(RatePerSecond), row.GetInt32(Burst).GetValueOrDefault()),
        Disabled = row.GetBoolean(Disabled).GetValueOrDefault(),
        Policy = row.GetInt32(FixedLifetimeSeconds) is { } seconds
            ? new TokenPolicy(TimeSpan.FromSeconds(seconds))
            : TokenPolicy.Sliding,
        TokenEra = row.GetInt32(TokenEra).GetValueOrDefault(),
        EarlierTokensEnd = row.GetDateTimeOffset(EarlierTokensEnd),
        Connector = row.GetString(Connector),
        Trust = ReadTrust(row),
        ETag = row.ETag.ToString(),
    };

    /// <summary>True if both describe the same client, whatever their tags and whenever its secrets were used.</summary>
    public static bool Same(OAuthClient one, OAuthClient other) =>
        one with { Secrets = [], Scopes = [], ETag = "" } == other with { Secrets = [], Scopes = [], ETag = "" }
        && one.Secrets.Select(Unused).SequenceEqual(other.Secrets.Select(Unused))
        && one.Scopes.SequenceEqual(other.Scopes);

    private static ClientSecret Unused(ClientSecret secret) => secret with { LastUsed = null };

    private static void Write(TableEntity row, int number, ClientSecret secret)
    {
        row[SecretColumn(number)] = secret.Hash.ToString();
        row[SecretColumn(number, Created)] = secret.Created;
        if (secret.Expires is { } expires)
            row[SecretColumn(number, Expires)] = expires;
        if (secret.LastUsed is { } lastUsed)
            row[SecretColumn(number, LastUsed)] = lastUsed;
    }

    private static void Write(TableEntity row, FederatedTrust trust)
    {
        row[TrustIssuer] = trust.Issuer;
        row[TrustSubject] = trust.Subject;
        row[TrustAudience] = trust.Audience;
        row[TrustKeySet] = trust.KeySet.AbsoluteUri;
        if (trust.Tenant is { } tenant)
            row[TrustTenant] = tenant;
    }

    private static IEnumerable<ClientSecret> Secrets(TableEntity row)
    {
        for (var number = 0; row.GetString(SecretColumn(number)) is { } hash; number++)
        {
            yield return new ClientSecret(
                SecretHash.Parse(hash),
                row.GetDateTimeOffset(SecretColumn(number, Created)).GetValueOrDefault(),
                row.GetDateTimeOffset(SecretColumn(number, Expires)),
                row.GetDateTimeOffset(SecretColumn(number, LastUsed)));
        }
    }

    private static FederatedTrust? ReadTrust(TableEntity row) => row.GetString(TrustIssuer) is { } issuer
        ? new FederatedTrust(
            issuer,
            row.GetString(TrustSubject),
            row.GetString(TrustAudience),
            new Uri(row.GetString(TrustKeySet)),
            row.GetString(TrustTenant))
        : null;

    private static string SecretColumn(int number, string what = "") =>
        string.Create(CultureInfo.InvariantCulture, $"Secret{number}{what}");
}
