using Microsoft.Extensions.DependencyInjection;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Testing.Tenants;

/// <summary>Adds streams through the stores, which begin at once: nobody has old settings yet.</summary>
public static class TenantStreams
{
    /// <summary>Adds streams to an account that no instance has read the settings of.</summary>
    /// <param name="services">The services of a host or of storage.</param>
    /// <param name="account">The account.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="wanted">Where each is pushed to, or null for one that is polled for; and what it tells.</param>
    public static async Task<IReadOnlyList<StreamRecord>> AddAsync(
        IServiceProvider services,
        AccountId account,
        CancellationToken cancellationToken,
        params (Uri? Endpoint, EventContent Content)[] wanted)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var streams = wanted.Select(stream => new StreamRecord
        {
            Account = account,
            Id = StreamId.New(now),
            Audience = "https://receiver.example.com",
            Endpoint = stream.Endpoint,
            Content = stream.Content,
            Created = now,
            From = now.AddSeconds(-1),
        }).ToList();
        await AddAsync(services, account, cancellationToken, [.. streams]);
        return streams;
    }

    /// <summary>Adds enabled streams to an account that no instance has read the settings of.</summary>
    public static async Task AddAsync(
        IServiceProvider services, AccountId account, CancellationToken cancellationToken, params StreamRecord[] streams)
    {
        var store = services.GetRequiredService<IStreamStore>();
        foreach (var stream in streams) await store.AddAsync(stream, cancellationToken);
        var accounts = services.GetRequiredService<IAccountStore>();
        var row = await accounts.FindAsync(account, cancellationToken);
        Assert.NotNull(row);
        var settings = streams.Select(stream => stream.Setting!).ToList(); // They are enabled.
        Assert.NotNull(await accounts.ChangeStreamsAsync(row, settings, cancellationToken));
    }
}
