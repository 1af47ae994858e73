using Microsoft.Extensions.DependencyInjection;
using Scim.Operations.Accounts;
using Scim.Operations.Checks;
using Scim.Operations.Streams;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Users;
using Scim.Testing.Tenants;

namespace Scim.Resilience.Tests.Upgrades;

/// <summary>What a <see cref="RowStory"/> tells of the streams of an account.</summary>
/// <param name="services">The services of an instance.</param>
/// <param name="time">Its clock.</param>
internal sealed class StreamStory(IServiceProvider services, TimeProvider time)
{
    private readonly IStreamStore _streams = services.GetRequiredService<IStreamStore>();

    private static CancellationToken Cancel => CancellationToken.None;

    /// <summary>Two that are polled for, one with values and one with names; and one that has everything and was deleted.</summary>
    public async Task BeginAsync(AccountId account)
    {
        await TenantStreams.AddAsync(services, account, Cancel, (null, EventContent.Full), (null, EventContent.Notice));
        var now = time.GetUtcNow();
        var deleted = new StreamRecord
        {
            Account = account,
            Id = StreamId.New(now.AddSeconds(-1)),
            Audience = "https://app.example.com",
            Endpoint = new Uri("https://app.example.com/events"),
            Content = EventContent.Full,
            AuthorizationSetting = "app",
            Created = now,
            From = now,
            Deleted = now,
            ReplayedTo = UserId.New(now),
        };
        await _streams.AddAsync(deleted, Cancel);
        var delivery = new StreamDelivery
        {
            Account = account,
            Stream = deleted.Id,
            Holder = "instance",
            HeldUntil = now,
            Failures = 1,
            NextTry = now,
            LastDelivered = now,
            LastError = "503",
            LastErrorAt = now,
        };
        Assert.NotNull(await _streams.WriteDeliveryAsync(delivery, Cancel));
    }

    /// <summary>
    /// Of the stream with values an event is set aside and another acknowledged, and its receiver is told of a pause; that of the other is
    /// tried.
    /// </summary>
    public async Task EndAsync(AccountId account)
    {
        var (streams, outbox) = (await _streams.ListAsync(account, Cancel).ToListAsync(Cancel), services.GetRequiredService<IOutbox>());
        var full = streams.Single(stream => stream is { Content: EventContent.Full, Deleted: null }).Id;
        var page = await outbox.KeysAsync(account, full, from: null, before: null, Cancel).FirstAsync(Cancel);
        Assert.True(await outbox.SetAsideAsync(account, full, page[0].Id, "invalid_key", Cancel));
        await outbox.AcknowledgeAsync(account, full, WriteId.New(time.GetUtcNow()), [page[^1].Id], Cancel);

        var operations = Operations();
        await operations.VerifyAsync(account, full, "state", Cancel);
        var notice = streams.Single(stream => stream.Content == EventContent.Notice).Id;
        await operations.SetStatusAsync(account, notice, StreamStatus.Paused, "The receiver moves.", Cancel);
    }

    private StreamOperations Operations()
    {
        var store = services.GetRequiredService<IAccountStore>();
        var accounts = new AccountOperations(
            store, services.GetRequiredService<RememberedAccounts>(), services.GetRequiredService<IUserStore>(), time);
        var checks = new IntegrityChecks(
            accounts, services.GetRequiredService<IIntegrityCheck>(), services.GetRequiredService<IClientStore>(), time);
        var settings = new AccountStreams(accounts, checks, store, _streams, time);
        return new StreamOperations(accounts, checks, settings, store, _streams, services.GetRequiredService<IOutbox>(), time);
    }
}
