using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Provisioning.Tests.Users;

/// <summary>The ids of a user's versions grow in the order in which they were made, whatever the clocks say.</summary>
public sealed class VersionsGrowTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Over_three_instances_whose_clocks_differ_by_2_s(int seed)
    {
        var random = new Random(seed);
        var storage = await Instance.StorageAsync(licences: null);
        FakeTimeProvider[] clocks = [new(Now), new(Now.AddSeconds(1)), new(Now.AddSeconds(2))];
        Instance[] instances = [.. clocks.Select(clock => new Instance(storage, clock))];
        var user = await instances[random.Next(3)].CreateAsync("a@x.org");

        for (var round = 0; round < 200; round++)
        {
            clocks[random.Next(3)].Advance(TimeSpan.FromTicks(random.Next(4 * (int)TimeSpan.TicksPerMillisecond)));
            var (one, other) = (instances[random.Next(3)], instances[random.Next(3)]);
            var (title, nickName) = ($"T{round}", $"N{round}");
            await Task.WhenAll(
                Task.Run(() => one.PatchAsync(user, $$"""{"op":"add","path":"title","value":"{{title}}"}"""), Cancel),
                Task.Run(() => other.PatchAsync(user, $$"""{"op":"add","path":"nickName","value":"{{nickName}}"}"""), Cancel));
        }

        var trail = await storage.Users.ReadAuditAsync(Instance.Account, Cancel).ToListAsync(Cancel);
        var history = History(trail);
        Assert.Equal(401, history.Count);
        Assert.Equal(history.Select(entry => entry.WriteId.ToString()).Order(StringComparer.Ordinal), history
            .Select(entry => entry.WriteId.ToString()));
        Assert.All(history.Zip(history.Skip(1)), pair => Assert.True(pair.First.When < pair.Second.When, $"seed {seed}"));
        Assert.Equal(history, trail.AsEnumerable().Reverse());
        var last = await instances[0].GetAsync(user.Id.ToString());
        Assert.Equal((history[^1].WriteId, history[^1].When), (last.Version, last.LastModified));
        foreach (var instance in instances)
            instance.Dispose();
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-3_600_000, 1)]
    [InlineData(5, 5)]
    public void A_version_is_no_less_than_a_millisecond_later_than_the_one_it_replaces(int clock, int expected)
    {
        var previous = WriteId.New(Now);

        var next = WriteId.New(Now.AddMilliseconds(clock).AddTicks(1), previous);

        Assert.Equal((Now, Now.AddMilliseconds(expected)), (previous.Time, next.Time));
        Assert.True(string.CompareOrdinal(next.ToString(), previous.ToString()) > 0);
    }

    /// <summary>The entries from the creation on, each after the one whose version it replaced.</summary>
    private static List<AuditEntry> History(IReadOnlyCollection<AuditEntry> trail)
    {
        // As just seen.
        var next = trail.Where(entry => entry.PreviousVersion is not null).ToDictionary(entry => entry.PreviousVersion!.Value);
        List<AuditEntry> history = [trail.Single(entry => entry.PreviousVersion is null)];
        while (next.TryGetValue(history[^1].WriteId, out var entry))
            history.Add(entry);
        return history;
    }
}
