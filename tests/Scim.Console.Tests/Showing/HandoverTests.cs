using Microsoft.Extensions.Time.Testing;
using Scim.Console.Showing;

namespace Scim.Console.Tests.Showing;

/// <summary>What documents leave for the connections of their pages.</summary>
public sealed class HandoverTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Handovers _handovers;

    public HandoverTests() => _handovers = new Handovers(_time);

    [Fact]
    public void What_was_left_is_taken_once_by_its_kind_and_key()
    {
        using var stop = new CancellationTokenSource();
        var handover = new Handover(new ViewerTraits());
        handover.Leave(("acme", 1), Task.FromResult("read"), stop);

        Assert.False(handover.TryTake<string>(("acme", 2), out _, out _));
        Assert.False(handover.TryTake<int>(("acme", 1), out _, out _));
        Assert.True(handover.TryTake<string>(("acme", 1), out var value, out var stopOfIt));
        Assert.True(value.IsCompletedSuccessfully);
        Assert.Same(stop, stopOfIt);
        Assert.False(handover.TryTake<string>(("acme", 1), out _, out _));
    }

    [Fact]
    public void What_nobody_took_is_stopped_when_it_is_dropped_and_so_is_what_comes_later()
    {
        var handover = new Handover(new ViewerTraits());
        var (goesOn, stop, late) = (new TaskCompletionSource<string>(), new CancellationTokenSource(), new CancellationTokenSource());
        var (stopped, lateStopped) = (stop.Token, late.Token);
        handover.Leave("key", goesOn.Task, stop);

        handover.Drop();
        handover.Leave("key", goesOn.Task, late);

        Assert.True(stopped.IsCancellationRequested);
        Assert.True(lateStopped.IsCancellationRequested);
        Assert.False(handover.TryTake<string>("key", out _, out _));
    }

    [Fact]
    public void Only_the_connection_takes_a_handover_away()
    {
        var viewer = new ViewerTraits();
        var id = _handovers.Begin(viewer);

        Assert.Same(viewer, _handovers.Find(id, take: false)?.Viewer);
        Assert.Same(viewer, _handovers.Find(id, take: true)?.Viewer);
        Assert.Null(_handovers.Find(id, take: true));
        Assert.Null(_handovers.Find(Guid.NewGuid(), take: true));
    }

    [Fact]
    public void Of_more_than_sixteen_the_oldest_is_dropped()
    {
        using var stop = new CancellationTokenSource();
        var stopped = stop.Token;
        var oldest = _handovers.Begin(new ViewerTraits());
        _handovers.Find(oldest, take: false)!.Leave("key", Task.FromResult(1), stop);
        List<Guid> others = [.. Enumerable.Range(0, 15).Select(_ => _handovers.Begin(new ViewerTraits()))];
        Assert.False(stopped.IsCancellationRequested);

        others.Add(_handovers.Begin(new ViewerTraits()));

        Assert.True(stopped.IsCancellationRequested);
        Assert.Null(_handovers.Find(oldest, take: true));
        Assert.All(others, other => Assert.NotNull(_handovers.Find(other, take: true)));
    }

    [Fact]
    public void What_no_page_took_in_time_is_dropped()
    {
        using var stop = new CancellationTokenSource();
        var stopped = stop.Token;
        var id = _handovers.Begin(new ViewerTraits());
        _handovers.Find(id, take: false)!.Leave("key", Task.FromResult(1), stop);

        _time.Advance(Handovers.Longest - TimeSpan.FromSeconds(1));
        Assert.NotNull(_handovers.Find(id, take: false));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(stopped.IsCancellationRequested);
        Assert.Null(_handovers.Find(id, take: true));
    }

    [Fact]
    public void What_a_page_took_is_its_own_for_as_long_as_it_likes()
    {
        using var stop = new CancellationTokenSource();
        var taken = _handovers.Find(_handovers.Begin(new ViewerTraits()), take: true)!;
        taken.Leave("key", Task.FromResult(1), stop);

        _time.Advance(2 * Handovers.Longest);

        Assert.True(taken.TryTake<int>("key", out _, out _));
        Assert.False(stop.IsCancellationRequested);
    }
}
