using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.Provisioning.Waiting;

namespace Scim.Provisioning.Tests.Waiting;

public sealed class TurnsTests
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(3);

    private readonly FakeTimeProvider _time = new();
    private readonly Turns<string> _turns;

    public TurnsTests() => _turns = new Turns<string>(_time, MaxWait);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_is_served_at_a_time_in_the_order_in_which_they_came()
    {
        var first = _turns.TryEnter("a");
        Assert.NotNull(first);
        Assert.Null(_turns.TryEnter("a"));
        var second = _turns.EnterAsync("a", storage: null, Cancel);
        var third = _turns.EnterAsync("a", storage: null, Cancel);

        first.Dispose();
        var turn = await second;
        Assert.False(third.IsCompleted);
        turn.Dispose();
        (await third).Dispose();

        using var again = _turns.TryEnter("a");
        Assert.NotNull(again);
    }

    [Fact]
    public void Another_key_is_another_queue()
    {
        using var one = _turns.TryEnter("a");
        using var other = _turns.TryEnter("b");

        Assert.NotNull(other);
    }

    [Fact]
    public async Task Whose_wait_ends_while_others_are_served_has_lost_to_them()
    {
        var first = _turns.TryEnter("a");
        var second = _turns.EnterAsync("a", storage: null, Cancel);
        var third = _turns.EnterAsync("a", storage: null, Cancel);

        first!.Dispose(); // The first to enter is never refused.
        using var turn = await second;
        _time.Advance(MaxWait);

        await Assert.ThrowsAsync<ContentionException>(() => third);
    }

    [Fact]
    public async Task Whose_wait_ends_while_nobody_is_served_has_lost_to_the_one_before_it()
    {
        var turn = _turns.TryEnter("a");
        var waiting = _turns.EnterAsync("a", storage: null, Cancel);

        _time.Advance(MaxWait);

        await Assert.ThrowsAsync<ContentionException>(() => waiting);
        turn!.Dispose(); // The first to enter is never refused.
        using var again = _turns.TryEnter("a");
        Assert.NotNull(again);
    }

    [Fact]
    public async Task Whose_wait_ends_while_others_are_held_up_is_told_of_storage()
    {
        var first = _turns.TryEnter("a");
        var second = _turns.EnterAsync("a", storage: null, Cancel);
        var third = _turns.EnterAsync("a", storage: null, Cancel);

        first!.HeldUp(); // The first to enter is never refused.
        first.Dispose();
        var turn = await second;
        _time.Advance(MaxWait);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => third);
        turn.Dispose();
        using var again = _turns.TryEnter("a");
        Assert.NotNull(again);
    }

    [Fact]
    public async Task Who_gives_up_is_cancelled_and_lets_the_next_one_in()
    {
        using var patience = new CancellationTokenSource();
        var first = _turns.TryEnter("a");
        var second = _turns.EnterAsync("a", storage: null, patience.Token);
        var third = _turns.EnterAsync("a", storage: null, Cancel);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first!.Dispose(); // The first to enter is never refused.
        (await third).Dispose();
    }

    [Fact]
    public async Task The_time_for_storage_stands_still_while_others_are_served()
    {
        var storage = new StorageTime();
        var first = await _turns.EnterAsync("a", storage, Cancel);
        Assert.Equal((0, 0), (storage.Pauses, storage.Ended));
        var second = _turns.EnterAsync("a", storage, Cancel);
        Assert.Equal((1, 0), (storage.Pauses, storage.Ended));

        first.Dispose();
        (await second).Dispose();

        Assert.Equal((1, 1), (storage.Pauses, storage.Ended));
    }

    [Fact]
    public async Task The_time_for_storage_runs_on_for_who_waited_too_long()
    {
        var storage = new StorageTime();
        using var first = await _turns.EnterAsync("a", storage, Cancel);
        var second = _turns.EnterAsync("a", storage, Cancel);

        _time.Advance(MaxWait);

        await Assert.ThrowsAsync<ContentionException>(() => second);
        Assert.Equal((1, 1), (storage.Pauses, storage.Ended));
    }

    [Fact]
    public async Task Who_cannot_stop_the_time_leaves_the_queue()
    {
        var first = _turns.TryEnter("a");
        var storage = new Mock<IStorageTime>();
        storage.Setup(time => time.Pause()).Throws(new ObjectDisposedException("deadline"));

        await Assert.ThrowsAsync<ObjectDisposedException>(() => _turns.EnterAsync("a", storage.Object, Cancel));

        first!.Dispose(); // The first to enter is never refused.
        using var again = _turns.TryEnter("a");
        Assert.NotNull(again);
    }

    [Fact]
    public async Task Who_cannot_let_the_time_run_on_leaves_the_queue()
    {
        var first = _turns.TryEnter("a");
        var storage = new Mock<IStorageTime>();
        storage.Setup(time => time.RunOn()).Throws(new ObjectDisposedException("deadline"));
        var second = _turns.EnterAsync("a", storage.Object, Cancel);

        first!.Dispose(); // The first to enter is never refused.

        await Assert.ThrowsAsync<ObjectDisposedException>(() => second);
        using var again = _turns.TryEnter("a");
        Assert.NotNull(again);
    }

    private sealed class StorageTime : IStorageTime
    {
        public bool IsExpired => false;

        public int Pauses { get; private set; }

        public int Ended { get; private set; }

        public void Pause() => Pauses++;

        public void RunOn() => Ended++;
    }
}
