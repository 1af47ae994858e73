using System.Runtime.CompilerServices;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;

namespace Scim.Storage.InMemory;

/// <summary>
/// What can be wrong in memory: that an account has no row. Its clock is the operator's, it lets everybody write, and users, index and
/// counters are written in one step.
/// </summary>
public sealed class InMemoryIntegrityCheck(InMemoryUserStore users) : IIntegrityCheck
{
    public Task<Finding?> CheckClockAsync(CancellationToken cancellationToken) => Task.FromResult<Finding?>(null);

    public IAsyncEnumerable<Finding> CheckAccessAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<Finding>();

    public IAsyncEnumerable<Finding> CheckTablesAsync(bool repair, CancellationToken cancellationToken) => AsyncEnumerable.Empty<Finding>();

    public async IAsyncEnumerable<Finding> CheckAsync(
        AccountId account, bool repair, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await users.FindAsync(account, cancellationToken) is null)
            yield return new Finding(account, FindingKind.MissingAccountRow, account.Value, User: null, FindingState.Found);
    }
}
