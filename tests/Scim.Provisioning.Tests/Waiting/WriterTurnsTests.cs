using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Waiting;

namespace Scim.Provisioning.Tests.Waiting;

public sealed class WriterTurnsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly StorageTime _storage = new();
    private readonly WriterTurns<string> _turns;

    public WriterTurnsTests() => _turns = new WriterTurns<string>(_time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_time_for_storage_stands_still_while_others_write()
    {
        var first = await _turns.EnterAsync("a", _storage, Cancel);
        Assert.Equal((0, 0), (_storage.Pauses, _storage.Ended));
        var second = _turns.EnterAsync("a", _storage, Cancel);
        Assert.Equal((1, 0), (_storage.Pauses, _storage.Ended));

        first.Dispose();
        (await second).Dispose();

        Assert.Equal((1, 1), (_storage.Pauses, _storage.Ended));
    }

    [Fact]
    public async Task Who_waits_too_long_has_lost_to_others()
    {
        using var first = await _turns.EnterAsync("a", _storage, Cancel);
        var second = _turns.EnterAsync("a", _storage, Cancel);

        _time.Advance(WriterTurns<string>.MaxWait);

        await Assert.ThrowsAsync<ContentionException>(() => second);
        Assert.Equal((1, 1), (_storage.Pauses, _storage.Ended));
    }

    [Fact]
    public async Task Who_waits_too_long_for_those_whom_storage_holds_up_is_told_of_storage()
    {
        var first = await _turns.EnterAsync("a", _storage, Cancel);
        var second = _turns.EnterAsync("a", _storage, Cancel);
        var third = _turns.EnterAsync("a", storage: null, Cancel);
        first.HeldUp();
        first.Dispose();
        using var turn = await second;

        _time.Advance(WriterTurns<string>.MaxWait);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => third);
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
