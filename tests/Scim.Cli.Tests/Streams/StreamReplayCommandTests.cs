using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Cli.Running;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Users;
using Scim.Testing;
using Scim.Testing.Tenants;

namespace Scim.Cli.Tests.Streams;

public sealed class StreamReplayCommandTests
{
    private const int Users = 1_000;

    private static readonly AccountId Acme = AccountId.Parse("acme");

    private readonly Cli _cli = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_users_are_told_while_they_are_changed_and_deleted_also_after_a_break()
    {
        await _cli.JsonAsync("account", "create", "acme", "--licences", "unlimited");
        await _cli.JsonAsync("seed", "--users", Users.ToString(CultureInfo.InvariantCulture), "--account", "acme");
        await using var services = await _cli.ServicesAsync();
        var now = TimeProvider.System.GetUtcNow();
        var stream = new StreamRecord
        {
            Account = Acme,
            Id = StreamId.New(now),
            Audience = "https://app.example.com",
            Content = EventContent.Full,
            Created = now.AddMinutes(-10),
            From = now.AddMinutes(-5),
        };
        await TenantStreams.AddAsync(services, Acme, Cancel, stream);
        var ids = await IdsAsync(services);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var changing = ChangeAsync(services, ids, over.Token);

        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel))
        {
            var brokenOff = _cli.RunUntilAsync(stop.Token, "stream", "replay", "--account", "acme", stream.Id.ToString());
            var store = services.GetRequiredService<IStreamStore>();
            await Eventually.HoldsAsync(
                async () => brokenOff.IsCompleted || (await store.FindAsync(Acme, stream.Id, Cancel))?.ReplayedTo is not null, Cancel);
            await stop.CancelAsync();
            await brokenOff;
        }
        var resumed = await _cli.RunAsync("stream", "replay", "--account", "acme", stream.Id.ToString(), "--resume", "--json");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        await over.CancelAsync();
        await changing;

        Assert.InRange(JsonElement.Parse(resumed.Output).GetProperty("users").GetInt32(), 1, Users);
        var told = await WaitingAsync(services, stream);
        var left = await UsersAsync(services);
        Assert.Contains(told, events => events.Value[^1].Kind == EventKind.Delete);
        Assert.All(told, events => Assert.All(events.Value.Skip(1).Zip(events.Value), pair =>
        {
            Assert.NotEqual(EventKind.Delete, pair.Second.Kind);
            // A replayed one tells the version of the one before it, any other the next.
            if (pair.First.Id.Number == EventId.Change) Assert.Equal(pair.Second.Version, pair.First.Previous);
        }));
        Assert.All(left, user => Assert.Equal(user.Version, told[user.Id][^1].Version));
        Assert.All(told.Keys.Except(left.Select(user => user.Id)), gone => Assert.Equal(EventKind.Delete, told[gone][^1].Kind));
    }

    private static async Task ChangeAsync(IServiceProvider services, IReadOnlyList<UserId> ids, CancellationToken over)
    {
        var users = services.GetRequiredService<UserService>();
        var call = Session.Operator.CallFor(Acme, ReadingRules.Default);
        var turn = 0;
        try
        {
            await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = over }, async (id, _) =>
            {
                var number = Interlocked.Increment(ref turn);
                await users.PatchAsync(call, id.ToString(), Renamed(number), expectedVersion: null, Cancel);
                if (number % 3 == 0) await users.DeleteAsync(call, id.ToString(), expectedVersion: null, Cancel);
            });
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The replay is over.
        }
    }

    private static JsonElement Renamed(int number) => JsonElement.Parse(string.Create(CultureInfo.InvariantCulture, $$"""
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
         "Operations":[{"op":"replace","path":"displayName","value":"N{{number}}"}]}
        """));

    private static async Task<IReadOnlyList<UserId>> IdsAsync(IServiceProvider services)
    {
        var ids = (await UsersAsync(services)).Select(user => user.Id).ToArray();
        new Random(18).Shuffle(ids);
        return ids;
    }

    private static async Task<IReadOnlyList<UserRecord>> UsersAsync(IServiceProvider services)
    {
        var page = await services.GetRequiredService<IUserStore>().ListAsync(
            Acme, new UserQuery { Type = UserType.Default, Count = Users }, Cancel);
        return page.Users;
    }

    private static async Task<Dictionary<UserId, List<OutboxEvent>>> WaitingAsync(IServiceProvider services, StreamRecord stream)
    {
        var told = new Dictionary<UserId, List<OutboxEvent>>();
        await foreach (var page in services.GetRequiredService<IOutbox>().PagesAsync(Acme, stream.Id, after: null, 1_000, Cancel))
        {
            foreach (var one in page.Where(one => one.User is not null))
            {
                if (!told.TryGetValue(one.User!.Value, out var events)) told[one.User.Value] = events = [];
                events.Add(one);
            }
        }
        return told;
    }
}
