using System.Runtime.CompilerServices;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Storage.InMemory;

/// <summary>Streams in memory, with what is noted of their delivery.</summary>
public sealed class InMemoryStreamStore : IStreamStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(AccountId Account, StreamId Stream), StreamRecord> _streams = [];
    private readonly Dictionary<(AccountId Account, StreamId Stream), StreamDelivery> _deliveries = [];

    public Task AddAsync(StreamRecord stream, CancellationToken cancellationToken)
    {
        lock (_gate)
            _streams.TryAdd((stream.Account, stream.Id), stream with { ETag = Tag.Next() });
        return Task.CompletedTask;
    }

    public Task<StreamRecord?> FindAsync(AccountId account, StreamId stream, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(_streams.GetValueOrDefault((account, stream)));
    }

    public async IAsyncEnumerable<StreamRecord> ListAsync(AccountId? account, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        List<StreamRecord> all;
        lock (_gate)
            all = [.. _streams.Values.Where(stream => account is null || stream.Account == account)];
        foreach (var stream in all.OrderBy(stream => stream.Account.Value, StringComparer.Ordinal).ThenBy(stream => stream.Id.Uuid))
            yield return stream;
    }

    public Task<StreamRecord?> UpdateAsync(StreamRecord changed, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var key = (changed.Account, changed.Id);
            if (_streams.GetValueOrDefault(key)?.ETag != changed.ETag)
                return Task.FromResult<StreamRecord?>(null);
            return Task.FromResult<StreamRecord?>(_streams[key] = changed with { ETag = Tag.Next() });
        }
    }

    public Task RemoveAsync(AccountId account, StreamId stream, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _deliveries.Remove((account, stream));
            _streams.Remove((account, stream));
        }
        return Task.CompletedTask;
    }

    public Task<StreamDelivery> FindDeliveryAsync(AccountId account, StreamId stream, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(
                _deliveries.GetValueOrDefault((account, stream)) ?? new StreamDelivery { Account = account, Stream = stream });
        }
    }

    public Task<StreamDelivery?> WriteDeliveryAsync(StreamDelivery changed, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var key = (changed.Account, changed.Stream);
            if ((_deliveries.GetValueOrDefault(key)?.ETag ?? "") != changed.ETag)
                return Task.FromResult<StreamDelivery?>(null);
            return Task.FromResult<StreamDelivery?>(_deliveries[key] = changed with { ETag = Tag.Next() });
        }
    }

    /// <summary>Removes all of an account; how many rows.</summary>
    internal int RemoveAll(AccountId account)
    {
        lock (_gate)
        {
            return _streams.Keys.Where(key => key.Account == account).ToList().Count(_streams.Remove)
                + _deliveries.Keys.Where(key => key.Account == account).ToList().Count(_deliveries.Remove);
        }
    }
}
