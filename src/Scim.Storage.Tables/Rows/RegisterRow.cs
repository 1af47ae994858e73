using Azure.Data.Tables;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;

namespace Scim.Storage.Tables.Rows;

/// <summary>An account's row in the register.</summary>
internal static class RegisterRow
{
    private const string Created = "Created";
    private const string State = "State";

    public static TableEntity Write(AccountRegistration registration) => new(registration.Account.Value, registration.Account.Value)
    {
        [Created] = registration.Created,
        [State] = registration.State.ToString(),
    };

    /// <summary>Only the column that tells where the account is in its life.</summary>
    public static TableEntity InState(AccountId account, AccountState state) =>
        new(account.Value, account.Value) { [State] = state.ToString() };

    public static AccountRegistration Read(TableEntity row) => new(
        AccountId.Parse(row.RowKey),
        row.GetDateTimeOffset(Created).GetValueOrDefault(),
        Enum.Parse<AccountState>(row.GetString(State)));
}
