using Microsoft.Extensions.Time.Testing;
using Scim.Testing;
using Scim.Testing.Identity;

namespace Scim.Samples.Receiver.Tests;

/// <summary>How the keys of the service are had, and what becomes of events meanwhile.</summary>
public sealed class KeyTests : IAsyncLifetime
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private PublisherStandIn _publisher = null!;
    private RunningReceiver _receiver = null!;

    private string Event => _publisher.Sign("create:full", "1", """{"data":{"id":"1","userName":"ada"}}""");

    public async ValueTask InitializeAsync()
    {
        _publisher = await PublisherStandIn.StartAsync();
        _receiver = await RunningReceiver.StartAsync(_publisher.Issuer, Path.Combine(_folder.Path, "mirror.json"), _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _publisher.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Keys_are_asked_for_once_for_many_events()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _receiver.TakesAsync(Event)));

        Assert.Equal(1, _publisher.KeyRequests);
    }

    [Fact]
    public async Task A_new_key_is_found_and_it_may_be_of_RSA()
    {
        await _receiver.TakesAsync(Event);
        _publisher.Rotate(SigningKey.Rsa("key-2"));
        _time.Advance(Pause);

        await _receiver.TakesAsync(Event);
        await _receiver.TakesAsync(Event);

        Assert.Equal(2, _publisher.KeyRequests);
    }

    [Fact]
    public async Task A_key_that_the_service_has_not_got_is_refused()
    {
        var stranger = _publisher.Draft("create:full", "1", "{}").SignBy(SigningKey.Ec("unknown"));

        await _receiver.RefusesAsync("invalid_key", stranger);
    }

    [Fact]
    public async Task A_key_that_may_be_new_waits_until_the_keys_may_be_asked_for_again()
    {
        await _receiver.TakesAsync(Event);
        _publisher.Rotate(SigningKey.Ec("key-2"));

        var soon = await _receiver.PushAsync(Event);

        Assert.Equal(503, soon.Status);
        Assert.True(soon.RetryAfter > TimeSpan.Zero);
        Assert.Equal(1, _publisher.KeyRequests);
        _time.Advance(soon.RetryAfter.Value);
        await _receiver.TakesAsync(Event);
    }

    [Fact]
    public async Task Without_keys_events_wait_and_none_is_refused()
    {
        _publisher.AnswersForKeys = false;

        var answers = new[] { await _receiver.PushAsync(Event), await _receiver.PushAsync(Event) };
        _publisher.AnswersForKeys = true;
        _time.Advance(Pause);

        Assert.All(answers, answer => Assert.Equal(503, answer.Status));
        await _receiver.TakesAsync(Event);
    }

    [Fact]
    public async Task A_key_set_that_is_none_counts_as_no_answer()
    {
        _publisher.PublishText("<html>Down for maintenance</html>");

        var answer = await _receiver.PushAsync(Event);

        Assert.Equal(503, answer.Status);
    }

    [Fact]
    public async Task A_key_that_is_withdrawn_is_trusted_no_longer_than_10_minutes()
    {
        await _receiver.TakesAsync(Event);
        var withdrawn = _publisher.Key;
        _publisher.Rotate(SigningKey.Ec("key-2"));
        _time.Advance(TimeSpan.FromMinutes(10));

        await _receiver.RefusesAsync("invalid_key", _publisher.Draft("delete", "1", "{}").SignBy(withdrawn));
    }

    [Fact]
    public async Task A_key_that_is_known_is_used_on_while_the_service_does_not_answer()
    {
        await _receiver.TakesAsync(Event);
        _publisher.AnswersForKeys = false;
        _time.Advance(TimeSpan.FromMinutes(10));

        await _receiver.TakesAsync(Event);
        await _receiver.TakesAsync(Event);

        Assert.Equal(2, _publisher.KeyRequests);
    }
}
