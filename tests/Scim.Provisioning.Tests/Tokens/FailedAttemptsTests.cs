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
        Fail("client", Here, 9);
        Assert.Equal(TimeSpan.Zero, _attempts.WaitBefore("client", Here));

        Fail("client", Here, 1);
        Assert.Equal(TimeSpan.FromSeconds(6), _attempts.WaitBefore("client", Here));

        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(TimeSpan.Zero, _attempts.WaitBefore("client", Here));
    }

    [Fact]
    public void Nobody_is_locked_out_from_elsewhere()
    {
        Fail("client", Here, 1_000);

        Assert.True(_attempts.WaitBefore("client", Here) > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, _attempts.WaitBefore("client", There));
    }

    [Fact]
    public void Another_client_at_the_address_is_let_in_until_sixty_have_failed()
    {
        Fail("client", Here, 59);
        Assert.Equal(TimeSpan.Zero, _attempts.WaitBefore("other", Here));

        Fail("no such id!", Here, 1);
        Assert.Equal(TimeSpan.FromSeconds(1), _attempts.WaitBefore("other", Here));
        Assert.Equal(TimeSpan.FromSeconds(1), _attempts.WaitBefore("no such id!", Here));
    }

    [Fact]
    public void Without_an_address_nothing_is_metered()
    {
        Fail("client", null, 1_000);

        Assert.Equal(TimeSpan.Zero, _attempts.WaitBefore("client", null));
        Assert.Equal(0, _attempts.Count);
    }

    [Fact]
    public void What_is_remembered_is_bounded()
    {
        for (var number = 0; number < 30_000; number++)
            Fail("client", ClientAddress.Of(new IPAddress(number)), 1);

        Assert.InRange(_attempts.Count, 1, 20_000);
    }

    private void Fail(string client, ClientAddress? address, int times)
    {
        for (var time = 0; time < times; time++)
            _attempts.Note(client, address);
    }
}
