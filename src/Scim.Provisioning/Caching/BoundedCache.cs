using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Memory;

namespace Scim.Provisioning.Caching;

/// <summary>
/// A cache of at most <paramref name="capacity"/> entries, each valid until <paramref name="lifetime"/> after the timestamp that it was
/// stored with, however the clock is set meanwhile. The oldest unused entries make room.
/// </summary>
internal sealed class BoundedCache<TKey, TValue>(int capacity, TimeSpan lifetime, TimeProvider time) : IDisposable
    where TKey : notnull
{
    private readonly MemoryCache _entries = new(new MemoryCacheOptions { SizeLimit = capacity });

    /// <summary>How many entries there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The value of a key if it is there and still valid.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_entries.TryGetValue(key, out Entry? entry) && entry is not null && time.GetElapsedTime(entry.Since) < lifetime)
        {
            value = entry.Value;
            return true;
        }
        value = default;
        return false;
    }

    /// <summary>Stores a value whose age counts from <paramref name="since"/>, a timestamp.</summary>
    public void Set(TKey key, TValue value, long since)
    {
        using var entry = _entries.CreateEntry(key);
        entry.Size = 1;
        entry.AbsoluteExpirationRelativeToNow = lifetime;
        entry.Value = new Entry(value, since);
    }

    /// <summary>Forgets a key.</summary>
    public void Remove(TKey key) => _entries.Remove(key);

    /// <inheritdoc/>
    public void Dispose() => _entries.Dispose();

    private sealed record Entry(TValue Value, long Since);
}
