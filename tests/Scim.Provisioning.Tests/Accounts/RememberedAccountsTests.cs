using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tests.Users;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Accounts;

/// <summary>What an account's users have, as instances learn of it at different times.</summary>
public sealed class RememberedAccountsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(60);
    private static readonly string Desk = OwnSchemas.Document(OwnSchemas.Desk, """{"name":"code"}""");
    private static readonly string Badge = OwnSchemas.Document(OwnSchemas.Badge, """{"name":"number","type":"integer"}""");

    private readonly FakeTimeProvider _time = new(Start);
    private readonly List<RememberedAccounts> _instances = [];
    private InMemoryStorage _storage = null!;

    private static AccountId Acme => Instance.Account;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _storage = await Instance.StorageAsync(licences: null);

    public ValueTask DisposeAsync()
    {
        _instances.ForEach(instance => instance.Dispose());
        return default;
    }

    [Fact]
    public async Task How_an_account_logs_is_what_is_remembered_of_it_and_asks_nothing()
    {
        var store = new Mock<IAccountStore>(MockBehavior.Strict);
        Assert.Equal(RequestLogging.Refused, Remember(store.Object, _time).LoggingOf(Acme));
        var row = (await _storage.Users.FindAsync(Acme, Cancel))!; // It was created.
        await _storage.Users.UpdateSettingsAsync(row, null, row.Settings with { Logging = RequestLogging.All }, Cancel);

        var instance = Remember(_storage.Users, _time);
        await GenerationAsync(instance);
        Assert.Equal(RequestLogging.All, instance.LoggingOf(Acme));
    }

    [Fact]
    public async Task A_type_changes_everywhere_at_its_time_and_not_before_however_late_it_was_learnt()
    {
        var instances = Enumerable.Range(0, 4).Select(_ => Remember(_storage.Users, _time)).ToList();
        await GenerationAsync(instances[0]);
        await _storage.Users.ChangeAsync(Acme, Start + Delay, Desk);
        await GenerationAsync(instances[1]);
        _time.Advance(TimeSpan.FromSeconds(24.999));
        Assert.Equal(0, await GenerationAsync(instances[0]));
        _time.Advance(TimeSpan.FromSeconds(35));
        await GenerationAsync(instances[2]);

        _time.Advance(TimeSpan.FromMilliseconds(0.999));
        foreach (var instance in instances)
            Assert.False((await TypeAsync(instance)).Defines(OwnSchemas.Desk));
        _time.Advance(TimeSpan.FromMilliseconds(0.001));
        foreach (var instance in instances)
            Assert.True((await TypeAsync(instance)).Defines(OwnSchemas.Desk));
        Assert.Equal(1, await GenerationAsync(Remember(_storage.Users, _time)));
    }

    [Fact]
    public async Task What_is_removed_is_there_until_its_time()
    {
        var instance = Remember(_storage.Users, _time);
        await _storage.Users.ChangeAsync(Acme, Start, Desk);
        await _storage.Users.ChangeAsync(Acme, Start + Delay, Badge);

        _time.Advance(Delay - TimeSpan.FromTicks(1));
        Assert.Equal((true, false), await HasAsync(instance));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal((false, true), await HasAsync(instance));
        Assert.Equal((false, true), await HasAsync(Remember(_storage.Users, _time)));
    }

    [Fact]
    public async Task Settings_are_used_for_25_seconds()
    {
        var instance = Remember(_storage.Users, _time);
        await instance.RulesAsync(Acme, atLeast: 0, Cancel);
        var row = (await _storage.Users.FindAsync(Acme, Cancel))!; // It is there.
        await _storage.Users.UpdateSettingsAsync(row, null, Strictness.Strict, Cancel);

        _time.Advance(TimeSpan.FromSeconds(25) - TimeSpan.FromTicks(1));
        Assert.Equal(Strictness.Lenient, (await instance.RulesAsync(Acme, atLeast: 0, Cancel)).Strictness);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(Strictness.Strict, (await instance.RulesAsync(Acme, atLeast: 0, Cancel)).Strictness);
    }

    [Fact]
    public async Task Streams_are_used_for_25_seconds_and_read_with_the_rules()
    {
        var store = new Mock<IAccountStore>();
        store.Setup(s => s.FindAsync(Acme, It.IsAny<CancellationToken>())).Returns(() => _storage.Users.FindAsync(Acme, Cancel));
        var instance = Remember(store.Object, _time);
        await instance.RulesAsync(Acme, atLeast: 0, Cancel);
        Assert.Empty(await instance.StreamsAsync(Acme, Cancel));
        StreamSetting[] streams = [new(StreamId.New(Start), EventContent.Full, IsPush: true, Start)];
        await _storage.Users.ChangeStreamsAsync((await _storage.Users.FindAsync(Acme, Cancel))!, streams, Cancel); // It is there.

        _time.Advance(TimeSpan.FromSeconds(25) - TimeSpan.FromTicks(1));
        Assert.Empty(await instance.StreamsAsync(Acme, Cancel));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(streams, await instance.StreamsAsync(Acme, Cancel));
        await instance.RulesAsync(Acme, atLeast: 0, Cancel);
        store.Verify(s => s.FindAsync(Acme, It.IsAny<CancellationToken>()), Times.Exactly(2));
    }

    [Fact]
    public async Task Streams_that_a_write_tells_of_are_known_at_once()
    {
        var instance = Remember(_storage.Users, _time);
        Assert.Empty(await instance.StreamsAsync(Acme, Cancel));
        StreamSetting[] streams = [new(StreamId.New(Start), EventContent.Notice, IsPush: false, Start)];
        var row = (await _storage.Users.FindAsync(Acme, Cancel))!; // It is there.

        instance.Remember((await _storage.Users.ChangeStreamsAsync(row, streams, Cancel))!, instance.Mark()); // As just read.

        Assert.Equal(streams, await instance.StreamsAsync(Acme, Cancel));
        instance.Forget(Acme);
        Assert.Equal(streams, await instance.StreamsAsync(Acme, Cancel));
    }

    [Fact]
    public async Task The_streams_of_an_account_that_is_gone_are_not_known() =>
        await Assert.ThrowsAsync<AccountGoneException>(
            async () => await Remember(_storage.Users, _time).StreamsAsync(AccountId.Parse("nobody"), Cancel));

    [Fact]
    public async Task A_type_that_somebody_goes_by_already_is_gone_by_though_the_own_clock_is_behind()
    {
        var instance = Remember(_storage.Users, _time);
        await _storage.Users.ChangeAsync(Acme, Start + Delay, Desk);
        _time.Advance(Delay - TimeSpan.FromSeconds(2));

        Assert.Equal(0, await GenerationAsync(instance));
        Assert.Equal(1, await GenerationAsync(instance, atLeast: 1));
        Assert.Equal(0, await GenerationAsync(instance));
    }

    [Fact]
    public async Task A_type_that_somebody_goes_by_already_is_read_though_the_settings_are_young()
    {
        var instance = Remember(_storage.Users, _time);
        Assert.Equal(0, await GenerationAsync(instance));
        await _storage.Users.ChangeAsync(Acme, Start + Delay, Desk);

        Assert.Equal(1, await GenerationAsync(instance, atLeast: 1));
    }

    [Fact]
    public async Task A_generation_that_is_met_is_not_that_of_a_change_to_come()
    {
        var instance = Remember(_storage.Users, _time);
        await _storage.Users.ChangeAsync(Acme, Start, Desk);
        await _storage.Users.ChangeAsync(Acme, Start + Delay, Desk, Badge);

        Assert.Equal(1, await GenerationAsync(instance, atLeast: 1));
        Assert.Equal(2, await GenerationAsync(instance, atLeast: 2));
    }

    [Fact]
    public async Task Schemas_are_read_once_for_a_generation_and_when_a_write_tells_of_another()
    {
        var store = new Mock<IAccountStore>();
        store.Setup(s => s.FindAsync(Acme, It.IsAny<CancellationToken>())).Returns(() => _storage.Users.FindAsync(Acme, Cancel));
        store.Setup(s => s.FindSchemasAsync(Acme, It.IsAny<CancellationToken>()))
            .Returns(() => _storage.Users.FindSchemasAsync(Acme, Cancel));
        var instance = Remember(store.Object, _time);
        await _storage.Users.ChangeAsync(Acme, Start, Desk);
        for (var second = 0; second < 100; second++)
        {
            Assert.Equal(1, await GenerationAsync(instance));
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        store.Verify(s => s.FindAsync(Acme, It.IsAny<CancellationToken>()), Times.Exactly(4));
        store.Verify(s => s.FindSchemasAsync(Acme, It.IsAny<CancellationToken>()), Times.Once);

        instance.Remember(await _storage.Users.ChangeAsync(Acme, Start, Badge), instance.Mark());

        Assert.Equal(2, await GenerationAsync(instance));
        store.Verify(s => s.FindSchemasAsync(Acme, It.IsAny<CancellationToken>()), Times.Exactly(2));
    }

    [Fact]
    public async Task Schemas_that_change_between_the_reads_of_the_row_and_of_them_are_not_mixed_with_those_before()
    {
        await _storage.Users.ChangeAsync(Acme, Start, Desk);
        await _storage.Users.ChangeAsync(Acme, Start + Delay, Badge);
        _time.Advance(Delay - TimeSpan.FromSeconds(2)); // The operator's clock is ahead.
        var store = new Mock<IAccountStore>();
        store.Setup(s => s.FindAsync(Acme, It.IsAny<CancellationToken>())).Returns(() => _storage.Users.FindAsync(Acme, Cancel));
        var isFirst = true;
        store.Setup(s => s.FindSchemasAsync(Acme, It.IsAny<CancellationToken>())).Returns(async () =>
        {
            if (isFirst)
                await _storage.Users.ChangeAsync(Acme, Start + Delay + Delay);
            isFirst = false;
            return await _storage.Users.FindSchemasAsync(Acme, Cancel);
        });

        var type = await TypeAsync(Remember(store.Object, _time));

        Assert.Equal((2, true), (type.Generation, type.Defines(OwnSchemas.Badge)));
    }

    [Fact]
    public async Task The_schemas_of_the_product_stand_first_and_others_by_their_URN()
    {
        await _storage.Users.ChangeAsync(Acme, Start, Desk, Badge);

        Assert.Equal(
            [UserExtensions.Enterprise.Id, UserExtensions.Talkdesk.Id, OwnSchemas.Badge, OwnSchemas.Desk],
            (await TypeAsync(Remember(_storage.Users, _time))).Extensions.Select(schema => schema.Id));
    }

    private RememberedAccounts Remember(IAccountStore store, TimeProvider time)
    {
        var instance = new RememberedAccounts(store, time);
        _instances.Add(instance);
        return instance;
    }

    private static async Task<UserType> TypeAsync(RememberedAccounts instance, int atLeast = 0) =>
        (await instance.RulesAsync(Acme, atLeast, Cancel)).Type;

    private static async Task<int> GenerationAsync(RememberedAccounts instance, int atLeast = 0) =>
        (await TypeAsync(instance, atLeast)).Generation;

    private static async Task<(bool Desk, bool Badge)> HasAsync(RememberedAccounts instance)
    {
        var type = await TypeAsync(instance);
        return (type.Defines(OwnSchemas.Desk), type.Defines(OwnSchemas.Badge));
    }
}
