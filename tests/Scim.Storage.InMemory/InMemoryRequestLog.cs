using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Scim.Protocol.Unicode;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Storage.InMemory;

/// <summary>The logs of requests in memory.</summary>
public sealed class InMemoryRequestLog : IRequestLog
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(AccountId Account, RequestPosition Position), LoggedRequest> _requests = [];
    private readonly Dictionary<(AccountId Account, DateTimeOffset Minute, ClientId Client, string Instance), RequestTraffic> _traffic = [];

    public string NameMark(string userName) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CaselessText.Fold(userName))));

    public Task WriteAsync(RequestBatch batch, CancellationToken cancellationToken)
    {
        batch.Check();
        lock (_gate)
        {
            foreach (var request in batch.Requests)
                _requests[(batch.Account, RequestPosition.Of(request))] = request;
            foreach (var counts in batch.Traffic)
                _traffic[(batch.Account, counts.Minute, counts.Client, counts.Instance)] = counts;
        }
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<LoggedRequest> ReadAsync(
        AccountId account, RequestPosition? after, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        List<LoggedRequest> found;
        lock (_gate)
            found = [.. _requests.Values.Where(request => request.Account == account && !(request.When < since))];
        foreach (var request in found.OrderByDescending(request => request.When).ThenBy(request => request.Id))
        {
            if (after is not { } place || request.When < place.When || (request.When == place.When && request.Id > place.Id))
                yield return request;
        }
    }

    public async IAsyncEnumerable<RequestTraffic> ReadTrafficAsync(
        AccountId account, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        List<RequestTraffic> found;
        lock (_gate)
            found = [.. _traffic.Values.Where(counts => counts.Account == account && !(counts.Minute < since))];
        var inOrder = found.OrderByDescending(counts => counts.Minute)
            .ThenBy(counts => $"{counts.Client}:{counts.Instance}", StringComparer.Ordinal);
        foreach (var counts in inOrder)
            yield return counts;
    }

    public Task<RequestCount> CountAsync(AccountId account, DateTimeOffset before, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            List<DateTimeOffset> times =
            [
                .. _requests.Keys.Where(key => key.Account == account).Select(key => key.Position.When),
                .. _traffic.Keys.Where(key => key.Account == account).Select(key => key.Minute),
            ];
            return Task.FromResult(new RequestCount(times.Count, times.Count(time => time < before)));
        }
    }

    public Task RemoveAsync(AccountId account, DateTimeOffset before, IProgress<int> removed, CancellationToken cancellationToken)
    {
        Remove(account, before, removed);
        return Task.CompletedTask;
    }

    public Task RemoveAllAsync(AccountId account, IProgress<int> removed, CancellationToken cancellationToken)
    {
        Remove(account, DateTimeOffset.MaxValue, removed);
        return Task.CompletedTask;
    }

    private void Remove(AccountId account, DateTimeOffset before, IProgress<int> removed)
    {
        lock (_gate)
        {
            var requests = _requests.Keys.Where(key => key.Account == account && key.Position.When < before).ToList();
            var traffic = _traffic.Keys.Where(key => key.Account == account && key.Minute < before).ToList();
            removed.Report(requests.Count(_requests.Remove) + traffic.Count(_traffic.Remove));
        }
    }
}
