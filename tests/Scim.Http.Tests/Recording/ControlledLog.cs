using System.Collections.Concurrent;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Storage.InMemory;

namespace Scim.Http.Tests.Recording;

/// <summary>A log in memory whose writes are noted, and befallen by what the test says.</summary>
/// <param name="time">The clock.</param>
internal sealed class ControlledLog(TimeProvider time) : IRequestLog
{
    private readonly InMemoryRequestLog _log = new();
    private readonly ConcurrentQueue<(DateTimeOffset At, RequestBatch Batch)> _tries = new();

    /// <summary>What befalls a write before it happens; null for nothing.</summary>
    public Func<RequestBatch, CancellationToken, Task>? Before { get; set; }

    /// <summary>Every try of a write.</summary>
    public IReadOnlyCollection<(DateTimeOffset At, RequestBatch Batch)> Tries => _tries;

    public string NameMark(string userName) => _log.NameMark(userName);

    public async Task WriteAsync(RequestBatch batch, CancellationToken cancellationToken)
    {
        _tries.Enqueue((time.GetUtcNow(), batch));
        if (Before is { } before)
            await before(batch, cancellationToken);
        await _log.WriteAsync(batch, cancellationToken);
    }

    public IAsyncEnumerable<LoggedRequest> ReadAsync(
        AccountId account, RequestPosition? after, DateTimeOffset? since, CancellationToken cancellationToken) =>
        _log.ReadAsync(account, after, since, cancellationToken);

    public IAsyncEnumerable<RequestTraffic> ReadTrafficAsync(
        AccountId account, DateTimeOffset? since, CancellationToken cancellationToken) =>
        _log.ReadTrafficAsync(account, since, cancellationToken);

    public Task<RequestCount> CountAsync(AccountId account, DateTimeOffset before, CancellationToken cancellationToken) =>
        _log.CountAsync(account, before, cancellationToken);

    public Task RemoveAsync(AccountId account, DateTimeOffset before, IProgress<int> removed, CancellationToken cancellationToken) =>
        _log.RemoveAsync(account, before, removed, cancellationToken);

    public Task RemoveAllAsync(AccountId account, IProgress<int> removed, CancellationToken cancellationToken) =>
        _log.RemoveAllAsync(account, removed, cancellationToken);
}
