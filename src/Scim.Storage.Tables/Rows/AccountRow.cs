using Azure.Data.Tables;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Storage.Tables.Rows;

/// <summary>An account's row beside its users.</summary>
internal static class AccountRow
{
    private const string LicencesOwned = "LicencesOwned";
    private const string LicencesInUse = "LicencesInUse";
    private const string Users = "Users";
    private const string Turnover = "Turnover";
    private const string Strict = "Strictness";
    private const string Names = "Names";
    private const string Logging = "Logging";
    private const string Generation = "Generation";
    private const string GenerationFrom = "GenerationFrom";
    private const string Streams = "Streams";
    private const string Creation = "Creation";

    /// <summary>The whole row of a new account.</summary>
    /// <param name="account">The account as it shall be.</param>
    /// <param name="creation">Tells this creation from any other of the same name.</param>
    public static TableEntity New(AccountSnapshot account, Guid creation)
    {
        var row = Write(account);
        row[Creation] = creation;
        return row;
    }

    /// <summary>The whole row.</summary>
    public static TableEntity Write(AccountSnapshot account)
    {
        var row = Counters(account);
        row[Strict] = account.Settings.Strictness.ToString();
        row[Names] = account.Settings.Names.ToString();
        row[Logging] = account.Settings.Logging.ToString();
        if (account.LicencesOwned is { } owned)
            row[LicencesOwned] = owned;
        if (account.Schemas is { Number: > 0 } schemas)
        {
            row[Generation] = schemas.Number;
            row[GenerationFrom] = schemas.From;
        }
        if (StreamsColumn.Write(account.Streams) is { } streams)
            row[Streams] = streams;
        return row;
    }

    /// <summary>Only the column of the streams.</summary>
    public static TableEntity OfStreams(AccountSnapshot account) => new(account.Account.Value, UserKeys.Account(account.Account))
    {
        [Streams] = StreamsColumn.Write(account.Streams) ?? "",
    };

    /// <summary>Only the columns that users' writes change.</summary>
    public static TableEntity Counters(AccountSnapshot account) => new(account.Account.Value, UserKeys.Account(account.Account))
    {
        [LicencesInUse] = account.LicencesInUse,
        [Users] = account.Users,
        [Turnover] = account.Turnover,
    };

    public static AccountSnapshot Read(TableEntity row) => new(
        AccountId.Parse(row.PartitionKey),
        row.GetInt32(LicencesOwned),
        row.GetInt32(LicencesInUse).GetValueOrDefault(),
        row.GetInt32(Users).GetValueOrDefault(),
        new AccountSettings(
            Enum.Parse<Strictness>(row.GetString(Strict)),
            row.GetString(Names) is { } names ? Enum.Parse<NameRule>(names) : NameRule.Required, // Rows of before a setting have none.
            row.GetString(Logging) is { } logging ? Enum.Parse<RequestLogging>(logging) : RequestLogging.Refused),
        row.ETag.ToString())
    {
        Turnover = row.GetInt64(Turnover).GetValueOrDefault(), // Rows of older versions have none.
        Schemas = new SchemaGeneration(
            row.GetInt32(Generation).GetValueOrDefault(), row.GetDateTimeOffset(GenerationFrom).GetValueOrDefault()),
        Streams = StreamsColumn.Read(row.GetString(Streams)),
    };

    /// <summary>True if the row was written by that creation.</summary>
    public static bool IsOf(TableEntity row, Guid creation) => row.GetGuid(Creation) == creation;
}
