using System.Collections.Concurrent;
using Scim.Protocol.Filters;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.InMemory;

namespace Scim.Benchmarks.Hosting;

/// <summary>
/// Users in memory at the price of storage: what an index finds is a lookup and then a read for each match, a page lies beside the
/// account's row. As over tables, who had a <c>userName</c> when it was looked for last is read beside the lookup.
/// </summary>
internal sealed class CostlyUserStore(InMemoryUserStore users, StorageCost cost) : IUserStore
{
    private readonly ConcurrentDictionary<(AccountId Account, string Name), bool> _known = new();

    public Task<UserRecord?> FindAsync(AccountId account, UserId id, CancellationToken cancellationToken) =>
        cost.ReadAsync(() => users.FindAsync(account, id, cancellationToken), cancellationToken);

    public async Task<OpenPage> OpenAsync(AccountId account, UserQuery query, CancellationToken cancellationToken)
    {
        var first = cost.ReadAsync(() => users.ListAsync(account, query, cancellationToken), cancellationToken);
        if (query.Filter is null)
            await cost.ReadAsync(() => users.FindAsync(account, cancellationToken), cancellationToken);
        var ahead = cost.TakesTime && NameIn(query) is { } name && _known.ContainsKey((account, name)) ? MatchAsync() : null;
        var page = await first;
        if (query.Filter is ComparisonFilter { Operator: ComparisonOperator.Equal } or ValuePathFilter)
            await (ahead ?? Task.WhenAll(page.Users.Select(_ => MatchAsync())));
        if (cost.TakesTime && NameIn(query) is { } seen && page.Users.Count > 0)
            _known[(account, seen)] = true;
        return await OpenPage.StartAsync(
            query, Task.FromResult(page.TotalResults), page.Users.ToAsyncEnumerable(), () => page.HasMore, cancellationToken);

        Task MatchAsync() => cost.ReadAsync(() => Task.FromResult(true), cancellationToken);
    }

    private static string? NameIn(UserQuery query) =>
        query.Filter is ComparisonFilter { Operator: ComparisonOperator.Equal, Value: string name } equality
        && equality.Path.Target == UserResource.UserName
            ? name
            : null;

    public Task<UserWriteOutcome> WriteAsync(AccountId account, UserWrite write, CancellationToken cancellationToken) =>
        cost.WriteAsync(() => users.WriteAsync(account, write, cancellationToken), cancellationToken);

    public IAsyncEnumerable<AuditEntry> ReadAuditAsync(AccountId account, CancellationToken cancellationToken) =>
        users.ReadAuditAsync(account, cancellationToken);

    public IAsyncEnumerable<AuditEntry> ReadAuditAsync(
        AccountId account, AuditPosition after, CancellationToken cancellationToken) =>
        users.ReadAuditAsync(account, after, cancellationToken);
}
