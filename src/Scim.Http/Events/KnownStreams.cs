using Microsoft.Extensions.Caching.Memory;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Http.Events;

/// <summary>The streams that are polled for, as this instance remembers them for 2 s, so that not each poll reads one.</summary>
internal sealed class KnownStreams(IStreamStore streams, TimeProvider time) : IDisposable
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = Capacity });

    /// <summary>The stream of an account that is polled for; null if the account has none of that id.</summary>
    public async Task<StreamRecord?> FindAsync(AccountId account, StreamId id, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue((account, id), out Known? known) && known is not null && time.GetElapsedTime(known.Since) < Lifetime)
            return known.Stream;
        var since = time.GetTimestamp();
        var stream = await streams.FindAsync(account, id, cancellationToken);
        stream = stream is { IsPush: false, Deleted: null } ? stream : null;
        using var entry = _known.CreateEntry((account, id));
        entry.Size = 1;
        entry.AbsoluteExpirationRelativeToNow = Lifetime;
        entry.Value = new Known(stream, since);
        return stream;
    }

    public void Dispose() => _known.Dispose();

    private sealed record Known(StreamRecord? Stream, long Since);
}
