using System.Net;
using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Tokens;

namespace Scim.Provisioning.Tests.Tokens;

public sealed class FailedAttemptsTests : IDisposable
{
    private static readonly ClientAddress Here = ClientAddress.Of(IPAddress.Parse("192.0.2.1"));
    private static readonly ClientAddress There = ClientAddress.Of(IPAddress.Parse("192.0.2.2"));

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly FailedAttempts _attempts;

    public FailedAttemptsTests() => _attempts = new FailedAttempts(_time);

    public void Dispose() => _attempts.Dispose();

    [Fact]
    public void Ten_of_one_client_from_one_address_make_it_wait_there_six_seconds_each()
    {
        Fail("client", Here, 10);
        Assert.Equal(TimeSpan.FromSeconds(6), Begin("client", Here).Wait);

        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(TimeSpan.Zero, Begin("client", Here).Wait);
    }

    [Fact]
    public void Attempts_at_once_are_no_more_than_may_fail_and_leave_no_debt()
    {
        var begun = Enumerable.Range(0, 400).Select(_ => Begin("client", Here)).ToList();
        Assert.Equal(10, begun.Count(attempt => attempt.Wait == TimeSpan.Zero));
        foreach (var attempt in begun.Where(attempt => attempt.Wait == TimeSpan.Zero))
            attempt.Failed();

        Assert.Equal(TimeSpan.FromSeconds(6), Begin("client", Here).Wait);
        Assert.Equal(TimeSpan.Zero, Begin("other", Here).Wait);
    }

    [Fact]
    public void What_succeeds_or_cannot_be_verified_has_not_failed()
    {
        for (var time = 0; time < 30; time++)
        {
            Begin("client", Here, $"good{time}").Succeeded();
            Begin("client", Here).Undecided();
        }
        Fail("client", Here, 9);

        Assert.Equal(TimeSpan.Zero, Begin("client", Here).Wait);
    }

    [Fact]
    public void A_secret_that_was_good_never_waits_until_it_is_good_no_more()
    {
        Begin("client", There, "good").Succeeded();
        Fail("client", Here, 1_000);

        Assert.Equal(TimeSpan.Zero, Begin("client", Here, "good").Wait);
        Assert.NotEqual(TimeSpan.Zero, Begin("client", Here, "Good").Wait);
        Assert.NotEqual(TimeSpan.Zero, Begin("other", Here, "good").Wait + Begin("client", Here).Wait);
        Begin("client", Here, "good").Failed();
        Assert.NotEqual(TimeSpan.Zero, Begin("client", Here, "good").Wait);
    }

    [Fact]
    public void Nobody_is_locked_out_from_elsewhere()
    {
        Fail("client", Here, 1_000);

        Assert.True(Begin("client", Here).Wait > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, Begin("client", There).Wait);
    }

    [Fact]
    public void Another_client_at_the_address_is_let_in_until_sixty_have_failed()
    {
        for (var client = 1; client <= 6; client++)
            Fail($"client{client}", Here, client < 6 ? 10 : 9);
        Assert.Equal(TimeSpan.Zero, Begin("other", Here).Wait);

        Assert.Equal(TimeSpan.FromSeconds(1), Begin("other", Here).Wait);
        Assert.Equal(TimeSpan.FromSeconds(1), Begin("no such id!", Here).Wait);
    }

    [Fact]
    public void Who_shares_a_private_address_shares_a_wide_allowance()
    {
        Fail("client", ClientAddress.Shared, 199);
        Assert.Equal(TimeSpan.Zero, Begin("client", ClientAddress.Shared).Wait);
        Assert.Equal(TimeSpan.FromMilliseconds(100), Begin("client", ClientAddress.Shared).Wait);

        Assert.Equal(TimeSpan.Zero, Begin("other", ClientAddress.Shared).Wait);
        for (var stranger = 0; stranger < 1_000; stranger++)
            Fail($"stranger{stranger}", ClientAddress.Shared, 1);
        Assert.Equal(TimeSpan.FromMilliseconds(10), Begin("other", ClientAddress.Shared).Wait);
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_nobody_wait_longer()
    {
        Fail("client", Here, 10);
        _time.AdjustTime(_time.GetUtcNow().AddHours(-1));
        Assert.Equal(TimeSpan.FromSeconds(6), Begin("client", Here).Wait);
    }

    [Fact]
    public void What_is_remembered_is_bounded()
    {
        for (var number = 0; number < 30_000; number++)
            Fail("client", ClientAddress.Of(new IPAddress(BitConverter.GetBytes(0x0200_0000 + number).Reverse().ToArray())), 1);

        Assert.InRange(_attempts.Count, 1, 20_000);
    }

    private FailedAttempts.Attempt Begin(string client, ClientAddress address, string secret = "wrong") =>
        _attempts.Begin(client, secret, address);

    private void Fail(string client, ClientAddress address, int times)
    {
        for (var time = 0; time < times; time++)
            Begin(client, address).Failed();
    }
}
