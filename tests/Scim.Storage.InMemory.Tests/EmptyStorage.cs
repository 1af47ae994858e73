using Scim.Storage.Contracts;

namespace Scim.Storage.InMemory.Tests;

/// <summary>The ports in memory as the contracts take them.</summary>
internal static class EmptyStorage
{
    public static Task<Ports> OpenAsync()
    {
        var storage = new InMemoryStorage();
        return Task.FromResult(
            new Ports(
                storage.Users,
                storage.Users,
                storage.Clients,
                storage.Tokens,
                storage.Buckets,
                storage.Users,
                storage.Streams,
                storage.Outbox,
                storage.Requests,
                storage.Integrity,
                storage));
    }
}
