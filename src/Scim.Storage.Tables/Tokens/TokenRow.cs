using Azure.Data.Tables;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Tokens;
using Scim.Storage.Tables.Connection;

namespace Scim.Storage.Tables.Tokens;

/// <summary>An STS token's row, in one of 256 partitions by the first two digits of its hash.</summary>
internal static class TokenRow
{
    private const string Account = "Account";
    private const string Client = "Client";
    private const string Scopes = "Scopes";
    private const string LifetimeSeconds = "LifetimeSeconds";
    private const string Expires = "Expires";
    private const string LastUsed = "LastUsed";
    private const string Revoked = "Revoked";
    private const string Fixed = "Fixed";
    private const string Era = "Era";

    public static string Partition(SecretHash hash) => hash.ToString()[..2];

    public static TableEntity Write(StsToken token)
    {
        var row = Use(token.Hash, token.LastUsed, token.Expires);
        row[Account] = token.Account.Value;
        row[Client] = token.Client.Value;
        row[Scopes] = string.Join(' ', token.Scopes);
        row[LifetimeSeconds] = token.Lifetime.TotalSeconds;
        row[Revoked] = token.Revoked;
        row[Fixed] = token.IsFixed;
        row[Era] = token.Era;
        return row;
    }

    /// <summary>Only the columns that a use moves.</summary>
    public static TableEntity Use(SecretHash hash, DateTimeOffset lastUsed, DateTimeOffset expires) => new(Partition(hash), hash.ToString())
    {
        [LastUsed] = lastUsed,
        [Expires] = expires,
    };

    /// <summary>Only the column that a revocation sets.</summary>
    public static TableEntity Revocation(SecretHash hash) => new(Partition(hash), hash.ToString()) { [Revoked] = true };

    public static StsToken Read(TableEntity row) => new()
    {
        Hash = SecretHash.Parse(row.RowKey),
        Account = AccountId.Parse(row.GetString(Account)),
        Client = ClientId.Parse(row.GetString(Client)),
        Scopes = row.GetString(Scopes).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Lifetime = TimeSpan.FromSeconds(row.Number(LifetimeSeconds)),
        Expires = row.GetDateTimeOffset(Expires).GetValueOrDefault(),
        LastUsed = row.GetDateTimeOffset(LastUsed).GetValueOrDefault(),
        Revoked = row.GetBoolean(Revoked).GetValueOrDefault(),
        IsFixed = row.GetBoolean(Fixed).GetValueOrDefault(),
        Era = row.GetInt32(Era).GetValueOrDefault(),
        ETag = row.ETag.ToString(),
    };
}
