using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.Contracts;

namespace Scim.Storage.InMemory.Tests;

/// <summary>Users that fill several chunks, against a sorted list of what was written.</summary>
public sealed class ManyUsersTests : UserContract
{
    private readonly Random _random = new(20260301);
    private readonly SortedDictionary<UserId, UserRecord> _written = [];
    private int _names;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4_000, 0)]
    [InlineData(4_000, 1)]
    public async Task Users_come_in_the_order_of_their_ids(int before, int after)
    {
        await AccountAsync();
        for (var number = 0; number < 1_500; number++)
            await CreateAsync(Sample.Start.AddSeconds(number * after - (before > 0 ? _random.Next(before) : 0)));

        await AssertAllAsync();
    }

    [Fact]
    public async Task Users_stay_in_order_through_any_changes()
    {
        await AccountAsync();
        for (var round = 0; round < 12; round++)
        {
            for (var change = 0; change < 300; change++)
            {
                var kind = _random.Next(10);
                if (_written.Count == 0 || kind < 6)
                    await CreateAsync(Sample.Start.AddSeconds(_random.Next(10_000)));
                else if (kind < 8)
                    await DeleteAsync(Any());
                else
                    await ReplaceAsync(Any());
            }
            await AssertAllAsync();
        }
    }

    [Fact]
    public async Task Users_can_all_be_deleted_and_new_ones_written()
    {
        await AccountAsync();
        for (var number = 0; number < 1_500; number++)
            await CreateAsync(Sample.Start.AddSeconds(number));
        foreach (var user in _written.Values.Skip(300).Take(900).ToList())
            await DeleteAsync(user);
        await AssertAllAsync();
        foreach (var user in _written.Values.ToList())
            await DeleteAsync(user);
        await AssertAllAsync();
        await CreateAsync(Sample.Start);

        await AssertAllAsync();
    }

    [Fact]
    public async Task A_user_that_was_read_stays_as_it_was()
    {
        await AccountAsync();
        var read = new List<(UserRecord User, byte[] Document)>();
        for (var round = 0; round < 200; round++)
        {
            await CreateAsync(Sample.Start.AddSeconds(_random.Next(1_000)));
            await ReplaceAsync(Any());
            read.AddRange(_written.Values.Select(user => (user, user.Document.ToArray())));
        }

        Assert.All(read, of => Assert.Equal(of.Document, of.User.Document.ToArray()));
    }

    protected override Task<Ports> OpenAsync() => EmptyStorage.OpenAsync();

    protected override Task CloseAsync() => Task.CompletedTask;

    private UserRecord Any() => _written.Values.ElementAt(_random.Next(_written.Count));

    private async Task CreateAsync(DateTimeOffset created)
    {
        var user = Sample.User($"user{++_names}", created: created);
        await WriteAsync(Sample.Creation(await FindAccountAsync(), user));
        _written[user.Id] = await FindAsync(user.Id);
    }

    private async Task ReplaceAsync(UserRecord before)
    {
        await WriteAsync(Sample.Replacement(Account, before, Sample.Next(before, $"user{++_names}")));
        _written[before.Id] = await FindAsync(before.Id);
    }

    private async Task DeleteAsync(UserRecord user)
    {
        await WriteAsync(Sample.Deletion(await FindAccountAsync(), user));
        _written.Remove(user.Id);
    }

    private async Task WriteAsync(UserWrite write) =>
        Assert.Equal(UserWriteResult.Written, (await Ports.Users.WriteAsync(Account, write, Cancel)).Result);

    /// <summary>By index in pages and by cursor from any id.</summary>
    private async Task AssertAllAsync()
    {
        var expected = _written.Values.Select(Row).ToList();
        for (var start = 0; start <= expected.Count; start += 190)
        {
            var page = await ListAsync(new UserQuery { Type = UserType.Default, StartIndex = start + 1, Count = 190 });
            Assert.Equal(expected.Skip(start).Take(190), page.Users.Select(Row));
            Assert.Equal(expected.Count, page.TotalResults);
        }
        for (var sample = 0; sample < 20; sample++)
        {
            var after = Sample.User("any", created: Sample.Start.AddSeconds(_random.Next(-4_000, 10_000))).Id;
            var page = await ListAsync(
                new UserQuery { Type = UserType.Default, ByCursor = true, After = new UserPosition(after, default), Count = 190 });
            var rest = expected.Where(row => row.Id > after).ToList();
            Assert.Equal(rest.Take(190), page.Users.Select(Row));
            Assert.Equal(rest.Count > 190, page.HasMore);
        }
    }

    private Task<UserPage> ListAsync(UserQuery query) => Ports.Users.ListAsync(Account, query, Cancel);

    private static (UserId Id, WriteId Version, string ETag) Row(UserRecord user) => (user.Id, user.Version, user.ETag);
}
