using System.Security.Cryptography;
using System.Text;
using Scim.Protocol.Unicode;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Operations.Tests.Requests;

/// <summary>A log of requests in two lists.</summary>
internal sealed class ListedRequests : IRequestLog
{
    public List<LoggedRequest> Entries { get; } = [];

    public List<RequestTraffic> Traffic { get; } = [];

    public string NameMark(string userName) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(CaselessText.Fold(userName))));

    public Task WriteAsync(RequestBatch batch, CancellationToken cancellationToken)
    {
        Entries.AddRange(batch.Requests);
        Traffic.AddRange(batch.Traffic);
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<LoggedRequest> ReadAsync(
        AccountId account, RequestPosition? after, DateTimeOffset? since, CancellationToken cancellationToken) => Entries
        .Where(entry => entry.Account == account && !(entry.When < since))
        .OrderByDescending(entry => entry.When)
        .ThenBy(entry => entry.Id)
        .SkipWhile(entry => after is { } place && !IsBehind(entry, place))
        .ToList()
        .ToAsyncEnumerable();

    public IAsyncEnumerable<RequestTraffic> ReadTrafficAsync(
        AccountId account, DateTimeOffset? since, CancellationToken cancellationToken) => Traffic
        .Where(traffic => traffic.Account == account && !(traffic.Minute < since))
        .OrderByDescending(traffic => traffic.Minute)
        .ToList()
        .ToAsyncEnumerable();

    public Task RemoveAsync(AccountId account, DateTimeOffset before, IProgress<int> removed, CancellationToken cancellationToken)
    {
        Entries.RemoveAll(entry => entry.Account == account && entry.When < before);
        return Task.CompletedTask;
    }

    public Task RemoveAllAsync(AccountId account, CancellationToken cancellationToken)
    {
        Entries.RemoveAll(entry => entry.Account == account);
        return Task.CompletedTask;
    }

    private static bool IsBehind(LoggedRequest entry, RequestPosition place) =>
        entry.When < place.When || (entry.When == place.When && entry.Id.CompareTo(place.Id) > 0);
}
