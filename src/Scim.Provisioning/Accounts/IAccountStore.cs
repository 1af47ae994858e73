using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Provisioning.Accounts;

/// <summary>The register of accounts, and each account's row beside its users.</summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when storage gives no definite answer in time.</remarks>
public interface IAccountStore
{
    /// <summary>Registers an account and writes its row. False if the name was ever used.</summary>
    Task<bool> CreateAsync(
        AccountId account, DateTimeOffset created, int? licencesOwned, AccountSettings settings, CancellationToken cancellationToken);

    /// <summary>The registration of an account, or null.</summary>
    Task<AccountRegistration?> FindRegistrationAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>Every account ever registered, by name.</summary>
    IAsyncEnumerable<AccountRegistration> ListAsync(CancellationToken cancellationToken);

    /// <summary>The account's row beside its users, or null.</summary>
    Task<AccountSnapshot?> FindAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>Sets licences and the rules of reading if the row is still as read; the row as written, or null if it changed.</summary>
    Task<AccountSnapshot?> UpdateSettingsAsync(
        AccountSnapshot asRead, int? licencesOwned, AccountSettings settings, CancellationToken cancellationToken);

    /// <summary>
    /// Sets which streams take events of an account if its row is still as read; the row as written, or null if it changed.
    /// </summary>
    /// <param name="asRead">The row as read.</param>
    /// <param name="streams">All streams that take events from now on, at most <see cref="StreamSetting.Most"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<AccountSnapshot?> ChangeStreamsAsync(
        AccountSnapshot asRead, IReadOnlyList<StreamSetting> streams, CancellationToken cancellationToken);

    /// <summary>The schemas of an account, those that are no longer in force too; none if they have never changed.</summary>
    Task<IReadOnlyList<AccountSchema>> FindSchemasAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>Changes the schemas of an account if its row is still as read; the row as written, or null if it changed.</summary>
    /// <param name="asRead">The row as read.</param>
    /// <param name="from">When the change takes effect.</param>
    /// <param name="schemas">All schemas that the account has or had, as they shall be stored.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<AccountSnapshot?> ChangeSchemasAsync(
        AccountSnapshot asRead, DateTimeOffset from, IReadOnlyList<AccountSchema> schemas, CancellationToken cancellationToken);

    /// <summary>Notes in the register where an account is in its life. False if there is no such account.</summary>
    Task<bool> SetStateAsync(AccountId account, AccountState state, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the account's users with their indexes and its audit trail, and last the account's row. After a break it may be called
    /// again. The registration stays.
    /// </summary>
    /// <param name="account">An account that nobody writes to any more.</param>
    /// <param name="removed">Is told how many rows were removed since it was told last.</param>
    /// <param name="cancellationToken">Ends the work between two transactions.</param>
    Task RemoveRowsAsync(AccountId account, IProgress<int> removed, CancellationToken cancellationToken);
}
