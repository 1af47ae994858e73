using Microsoft.Extensions.Caching.Memory;
using Scim.Provisioning.Identities;

namespace Scim.Storage.Tables.Queries;

/// <summary>
/// Which user had a <c>userName</c> when this instance saw it last: whom to read beside the row of the name, which alone says who has it
/// now. At most 10,000 names, each for 10 minutes.
/// </summary>
internal sealed class KnownNames
{
    private const int Most = 10_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _ids = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <summary>Who had a name; null if it was not seen.</summary>
    /// <param name="account">The account.</param>
    /// <param name="key">The key of the name's row.</param>
    public UserId? Find(AccountId account, string key) => _ids.TryGetValue((account, key), out UserId id) ? id : null;

    /// <summary>Notes who has a name.</summary>
    public void Note(AccountId account, string key, UserId id) =>
        _ids.Set((account, key), id, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Lifetime });
}
