using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Scim.Protocol.Unicode;
using Scim.Provisioning.Identities;

namespace Scim.Storage.Tables.Rows;

/// <summary>
/// The RowKeys of an account's partition. What clients send never stands in one: it is hashed, so that no length and no character
/// of it can matter to storage.
/// </summary>
internal static class UserKeys
{
    /// <summary>Every user's key lies after this one.</summary>
    public const string BeforeUsers = "user:";

    /// <summary>Every user's key lies before this one.</summary>
    public const string AfterUsers = "user;";

    /// <summary>Every audit row's key lies after this one.</summary>
    public const string BeforeAudit = "audit:";

    /// <summary>Every audit row's key lies before this one.</summary>
    public const string AfterAudit = "audit;";

    /// <summary>Every schema's key lies after this one.</summary>
    public const string BeforeSchemas = "schema:";

    /// <summary>Every schema's key lies before this one.</summary>
    public const string AfterSchemas = "schema;";

    /// <summary>Every other key lies after the account's.</summary>
    public const string AfterAccount = "account;";

    private const string UserNames = "userName";
    private const string ExternalIds = "externalId";
    private const string Emails = "email";
    private const int TicksLength = 19;

    /// <summary>The keys that the index rows of each kind lie between.</summary>
    public static IReadOnlyList<(string After, string Before)> Indexes { get; } =
        [.. new[] { UserNames, ExternalIds, Emails }.Select(kind => ($"{kind}:", $"{kind};"))];

    public static string Account(AccountId account) => $"account:{account.Value}";

    public static string User(UserId id) => BeforeUsers + id;

    public static UserId UserOf(string key) =>
        UserId.TryParse(key.AsSpan(BeforeUsers.Length), out var id) ? id : throw new FormatException("The key is no user's.");

    public static string UserName(string userName) => $"{UserNames}:{HashOfUserName(userName)}";

    /// <summary>What the key of a <c>userName</c> ends with, compared without case.</summary>
    public static string HashOfUserName(string userName) => Hash(CaselessText.Fold(userName));

    /// <summary>Before the ids of the users that have the <c>externalId</c>, compared with case.</summary>
    public static string ExternalId(string externalId) => $"{ExternalIds}:{Hash(externalId)}:";

    /// <summary>Before the ids of the users that have the e-mail address, compared without case.</summary>
    public static string Email(string email) => $"{Emails}:{Hash(CaselessText.Fold(email))}:";

    /// <summary>Of the schema that an account has since a generation, its URN compared without case.</summary>
    public static string Schema(int since, string urn) =>
        string.Create(CultureInfo.InvariantCulture, $"{BeforeSchemas}{since:D10}:{Hash(urn.ToLowerInvariant())}");

    /// <summary>Later writes have smaller keys, so that the trail reads newest first.</summary>
    public static string Audit(DateTimeOffset when, WriteId write) =>
        string.Create(CultureInfo.InvariantCulture, $"{BeforeAudit}{DateTime.MaxValue.Ticks - when.UtcTicks:D19}:{write.Value:D}");

    /// <summary>The audit rows of what happened before that time lie after this key.</summary>
    public static string AfterAuditSince(DateTimeOffset when) =>
        string.Create(CultureInfo.InvariantCulture, $"{BeforeAudit}{DateTime.MaxValue.Ticks - when.UtcTicks:D19};");

    public static WriteId WriteOf(string auditKey) => new(Guid.ParseExact(auditKey.AsSpan(BeforeAudit.Length + TicksLength + 1), "D"));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
