using Scim.Operations.Requests;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Operations.Tests.Requests;

public sealed class TrafficOperationsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ClientId Other = ClientId.Parse("other");

    private LoggedSite _site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _site = await LoggedSite.StartAsync();
        Add(Noon.AddMinutes(-1), LoggedSite.Entra, granted: 50);
        Add(Noon, LoggedSite.Entra, granted: 3, refused: 2, denied: 5, seconds: 10, longest: 4);
        Add(Noon, LoggedSite.Entra, granted: 1, failed: 1, seconds: 4, longest: 3, instance: "two");
        Add(Noon.AddMinutes(2), Other, granted: 7, seconds: 7, longest: 1);
        Add(Noon.AddMinutes(61), Other, refused: 9, lost: 4);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task It_is_added_up_over_clients_and_instances_and_gaps_are_zero()
    {
        var minutes = await ReadAsync(new(OperatorSite.Acme, TrafficGrain.Minute, Noon.AddSeconds(30), Noon.AddMinutes(4)));

        Assert.Equal([0, 1, 2, 3], minutes.Select(minute => (int)(minute.Start - Noon).TotalMinutes));
        Assert.Equal(
            new TrafficInterval(Noon)
            {
                Granted = 4,
                Refused = 2,
                Failed = 1,
                Denied = 5,
                Duration = TimeSpan.FromSeconds(14),
                Longest = TimeSpan.FromSeconds(4),
            },
            minutes[0]);
        Assert.Equal((7, TimeSpan.FromSeconds(2)), (minutes[0].Answered, minutes[0].Mean));
        Assert.Equal(new TrafficInterval(Noon.AddMinutes(1)), minutes[1]);
        Assert.Equal(TimeSpan.Zero, minutes[1].Mean);
        Assert.Equal((7, 0), (minutes[2].Granted, minutes[3].Answered));
    }

    [Fact]
    public async Task It_is_added_up_by_hours_and_days()
    {
        var hours = await ReadAsync(new(OperatorSite.Acme, TrafficGrain.Hour, Noon.AddMinutes(5), Noon.AddHours(2)));
        var days = await ReadAsync(new(OperatorSite.Acme, TrafficGrain.Day, Noon, Noon.AddDays(1)));

        Assert.Equal([(Noon, 11L, 0L), (Noon.AddHours(1), 0L, 4L)], hours.Select(hour => (hour.Start, hour.Granted, hour.Lost)));
        Assert.Equal(
            [(Noon.AddHours(-12), 61L, 11L), (Noon.AddHours(12), 0L, 0L)], days.Select(day => (day.Start, day.Granted, day.Refused)));
    }

    [Fact]
    public async Task It_may_be_that_of_one_client()
    {
        var ofOther = await ReadAsync(new(OperatorSite.Acme, TrafficGrain.Hour, Noon, Noon.AddHours(1)) { Client = Other });

        Assert.Equal((7, 0, 0), (Assert.Single(ofOther).Granted, ofOther[0].Refused, ofOther[0].Denied));
    }

    [Fact]
    public async Task A_time_in_another_zone_is_the_same_time()
    {
        var zone = TimeSpan.FromHours(5.5);
        var days = await ReadAsync(new(OperatorSite.Acme, TrafficGrain.Day, Noon.ToOffset(zone), Noon.AddHours(1).ToOffset(zone)));

        Assert.Equal(Noon.AddHours(-12), Assert.Single(days).Start);
        Assert.Equal(TimeSpan.Zero, days[0].Start.Offset);
    }

    [Theory]
    [InlineData(TrafficGrain.Minute, 0)]
    [InlineData(TrafficGrain.Minute, -5)]
    [InlineData(TrafficGrain.Minute, TrafficOperations.MostIntervals + 1)]
    [InlineData(TrafficGrain.Hour, TrafficOperations.MostIntervals * 60 + 1)]
    public async Task A_time_that_is_none_or_too_long_is_refused(TrafficGrain grain, int minutes) =>
        await Assert.ThrowsAsync<OperationRefusedException>(
            () => ReadAsync(new(OperatorSite.Acme, grain, Noon, Noon.AddMinutes(minutes))));

    [Fact]
    public async Task The_longest_time_is_taken()
    {
        var minutes = await ReadAsync(
            new(OperatorSite.Acme, TrafficGrain.Minute, Noon, Noon.AddMinutes(TrafficOperations.MostIntervals)));

        Assert.Equal(TrafficOperations.MostIntervals, minutes.Count);
    }

    [Fact]
    public async Task An_account_that_there_is_not_is_refused() => await Assert.ThrowsAsync<OperationRefusedException>(
        () => ReadAsync(new(AccountId.Parse("nobody"), TrafficGrain.Hour, Noon, Noon.AddHours(1))));

    private Task<IReadOnlyList<TrafficInterval>> ReadAsync(TrafficQuery query) => _site.Get<TrafficOperations>().ReadAsync(query, Cancel);

    private void Add(
        DateTimeOffset minute, ClientId client, long granted = 0, long refused = 0, long failed = 0, long denied = 0, long lost = 0,
        double seconds = 0, double longest = 0, string instance = "one") =>
        _site.Add(new RequestTraffic(OperatorSite.Acme, minute, client, instance)
        {
            Answered =
            [
                new("ListUsers", 2, granted), new("CreateUser", 4, refused), new("PatchUser", 5, failed),
            ],
            Denied = denied,
            Lost = lost,
            Duration = TimeSpan.FromSeconds(seconds),
            Longest = TimeSpan.FromSeconds(longest),
        });
}
