using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Users;

public sealed class UserLoaderTests
{
    private static readonly CallContext Request = CallContext.OfOperator(
        ClientId.Parse("client"), Instance.Account, ReadingRules.Default, "correlation");

    // Two writes are never made at one time.
    private readonly FakeTimeProvider _time =
        new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    private int _lookups;
    private int _writes;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Licences_are_given_in_order_until_none_is_free()
    {
        var storage = await Instance.StorageAsync(licences: 40);

        var outcomes = await LoadAsync(storage, Enumerable.Range(0, 100).Select(number => User(number)));

        Assert.Equal(Enumerable.Range(0, 100), outcomes.Select(outcome => outcome.User.Number));
        Assert.All(outcomes, outcome => Assert.Equal(outcome.User.Number >= 40, outcome.Created!.WaitingForLicence)); // All were created.
        await AssertCountersAsync(storage, inUse: 40, users: 100);
        var trail = await storage.Users.ReadAuditAsync(Instance.Account, Stop).Reverse().ToListAsync(Stop);
        Assert.Equal(Enumerable.Range(1, 100), trail.Select(entry => entry.UsersAfter!.Value)); // Each changed the counters.
        Assert.Equal(
            Enumerable.Range(1, 100).Select(number => Math.Min(number, 40)), trail.Select(entry => entry.LicencesInUseAfter!.Value));
        Assert.Equal(100, trail.Select(entry => entry.When).Distinct().Count());
    }

    [Fact]
    public async Task Who_cannot_be_stored_is_refused_and_the_others_are_created()
    {
        var storage = await Instance.StorageAsync(licences: null);

        var outcomes = await LoadAsync(storage, [User(0), User(1, $$""","title":"{{new string('x', 600_000)}}" """), User(2)]);

        Assert.Equal([1], outcomes.Where(outcome => outcome.Created is null).Select(outcome => outcome.User.Number));
        Assert.Equal(413, Assert.Single(outcomes, outcome => outcome.Refusal is not null).Refusal?.Status);
        await AssertCountersAsync(storage, inUse: 2, users: 2);
    }

    [Fact]
    public async Task Names_that_are_taken_are_refused_wherever_they_stand()
    {
        var storage = await Instance.StorageAsync(licences: null);
        await LoadAsync(storage, Enumerable.Range(0, 120).Where(number => number % 3 > 0 || number > 80).Select(number => User(number)));

        var outcomes = await LoadAsync(storage, Enumerable.Range(0, 200).Select(number => User(number)));

        Assert.Equal(Enumerable.Range(0, 200), outcomes.Select(outcome => outcome.User.Number).Order());
        Assert.All(outcomes, outcome => Assert.Equal(
            outcome.User.Number < 120 && (outcome.User.Number % 3 > 0 || outcome.User.Number > 80), outcome.Refusal?.Type == "uniqueness"));
        await AssertCountersAsync(storage, inUse: 200, users: 200);
    }

    [Fact]
    public async Task An_id_that_is_taken_is_refused()
    {
        var storage = await Instance.StorageAsync(licences: null);
        var first = User(0);

        var outcomes = await LoadAsync(storage, [first, User(1) with { Id = first.Id }, User(2)]);

        Assert.Equal([false, true, false], outcomes.OrderBy(outcome => outcome.User.Number).Select(outcome => outcome.Refusal is not null));
        await AssertCountersAsync(storage, inUse: 2, users: 2);
    }

    [Fact]
    public async Task Another_writer_in_between_is_counted_too()
    {
        var storage = await Instance.StorageAsync(licences: 50);
        using var service = new Instance(storage, _time);

        using var accounts = new RememberedAccounts(storage.Users, _time);

        await new UserLoader(storage.Users, accounts, new CommitSignals(), _time).LoadAsync(Request, WithAnother(), Stop).CountAsync(Stop);

        await AssertCountersAsync(storage, inUse: 50, users: 101);

        async IAsyncEnumerable<NewUser> WithAnother()
        {
            for (var number = 0; number < 100; number++)
            {
                if (number == 60) await service.CreateAsync("between@x.org");
                yield return User(number);
            }
        }
    }

    [Fact]
    public async Task Times_and_a_waiting_mark_that_are_given_are_kept()
    {
        var storage = await Instance.StorageAsync(licences: null);
        var (created, changed) =
            (new DateTimeOffset(2020, 1, 1, 0, 0, 0, 5, TimeSpan.Zero), new DateTimeOffset(2021, 1, 1, 0, 0, 0, 7, TimeSpan.Zero));
        var user = User(0, ""","active":false""") with { Created = created, LastModified = changed, WaitingForLicence = true };

        await LoadAsync(storage, [user]);

        var stored = await storage.Users.FindAsync(Instance.Account, user.Id, Stop);
        Assert.Equal((created, changed, true), (stored!.Created, stored.LastModified, stored.WaitingForLicence));
    }

    [Fact]
    public async Task Only_where_a_name_was_taken_others_are_looked_up_before_they_are_written()
    {
        var storage = await Instance.StorageAsync(licences: null);
        var users = Counting(storage);

        await LoadAsync(storage, Enumerable.Range(0, 100).Select(number => User(number)), users.Object);
        Assert.Equal(0, _lookups);

        _writes = 0;
        await LoadAsync(storage, Enumerable.Range(0, 100).Select(number => User(number)), users.Object);
        Assert.Equal((99, 1), (_lookups, _writes)); // The first showed it.

        _lookups = 0;
        await LoadAsync(storage, Enumerable.Range(99, 200).Select(number => User(number)), users.Object);
        Assert.InRange(_lookups, 1, 40); // Where no other is taken, no more are looked up.
        await AssertCountersAsync(storage, inUse: 299, users: 299);
    }

    [Fact]
    public async Task Into_an_account_that_is_gone_nobody_comes()
    {
        var storage = new InMemoryStorage();

        await Assert.ThrowsAsync<AccountGoneException>(() => LoadAsync(storage, [User(0)]));
    }

    [Fact]
    public async Task When_others_are_always_faster_it_is_told()
    {
        var storage = await Instance.StorageAsync(licences: null);
        var losing = new Mock<IUserStore>();
        losing.Setup(users => users.WriteAsync(It.IsAny<AccountId>(), It.IsAny<UserWrite>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new UserWriteOutcome(UserWriteResult.AccountChanged, 0));

        using var accounts = new RememberedAccounts(storage.Users, TimeProvider.System);
        var loader = new UserLoader(losing.Object, accounts, new CommitSignals(), TimeProvider.System);

        await Assert.ThrowsAsync<ContentionException>(async () => await loader
            .LoadAsync(Request, new[] { User(0) }.ToAsyncEnumerable(), Stop).CountAsync(Stop));
    }

    private static async Task AssertCountersAsync(InMemoryStorage storage, int inUse, int users)
    {
        var row = await storage.Users.FindAsync(Instance.Account, Stop);
        Assert.Equal((inUse, users), (row!.LicencesInUse, row.Users));
    }

    /// <summary>The users of a storage, whose lookups and writes are counted.</summary>
    private Mock<IUserStore> Counting(InMemoryStorage storage)
    {
        var users = new Mock<IUserStore>();
        users.Setup(store => store.OpenAsync(It.IsAny<AccountId>(), It.IsAny<UserQuery>(), It.IsAny<CancellationToken>()))
            .Returns((AccountId account, UserQuery query, CancellationToken cancellationToken) =>
            {
                Interlocked.Increment(ref _lookups);
                return storage.Users.OpenAsync(account, query, cancellationToken);
            });
        users.Setup(store => store.WriteAsync(It.IsAny<AccountId>(), It.IsAny<UserWrite>(), It.IsAny<CancellationToken>()))
            .Returns((AccountId account, UserWrite write, CancellationToken cancellationToken) =>
            {
                _writes++;
                return storage.Users.WriteAsync(account, write, cancellationToken);
            });
        return users;
    }

    private async Task<List<NewUserOutcome>> LoadAsync(InMemoryStorage storage, IEnumerable<NewUser> users, IUserStore? store = null)
    {
        using var accounts = new RememberedAccounts(storage.Users, _time);
        return await new UserLoader(store ?? storage.Users, accounts, new CommitSignals(), _time)
            .LoadAsync(Request, users.ToAsyncEnumerable(), Stop)
            .ToListAsync(Stop);
    }

    private NewUser User(int number, string more = "") => NewUser.Read(
        number,
        UserId.New(_time.GetUtcNow()),
        JsonElement.Parse(string.Create(
            CultureInfo.InvariantCulture, $$"""{"userName":"user{{number}}@x.org","name":{"givenName":"A","familyName":"B"}{{more}}}""")),
        Strictness.Lenient);
}
