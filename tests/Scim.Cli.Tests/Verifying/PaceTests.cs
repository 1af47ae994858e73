using System.Net;
using Microsoft.Extensions.Time.Testing;
using Scim.Verification.Exchanges;

namespace Scim.Cli.Tests.Verifying;

/// <summary>A run goes no faster than it may, and waits as long as it is told.</summary>
public sealed class PaceTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task As_many_go_at_once_as_in_a_second_and_then_each_in_its_time()
    {
        var pace = new Pace(4, _time);
        for (var i = 0; i < 4; i++) Assert.True(pace.WaitAsync(Cancel).IsCompletedSuccessfully);

        var fifth = pace.WaitAsync(Cancel);
        _time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.False(fifth.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await fifth;

        _time.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 4; i++) Assert.True(pace.WaitAsync(Cancel).IsCompletedSuccessfully);
        Assert.False(pace.WaitAsync(Cancel).IsCompleted);
    }

    [Fact]
    public async Task Where_fewer_than_one_goes_in_a_second_the_first_goes_at_once()
    {
        var pace = new Pace(0.1, _time);

        Assert.True(pace.WaitAsync(Cancel).IsCompletedSuccessfully);
        var second = pace.WaitAsync(Cancel);
        _time.Advance(TimeSpan.FromMilliseconds(9_999));
        Assert.False(second.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await second;
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("86400", 60)]
    [InlineData(null, 2)]
    [InlineData("soon", 2)]
    public async Task A_429_is_asked_again_when_it_says(string? retryAfter, int seconds)
    {
        var asked = 0;
        using var handler = new ServiceFault
        {
            InItsPlace = _ => ++asked == 1 ? TooMany(retryAfter) : new HttpResponseMessage(HttpStatusCode.NoContent),
        };
        using var sender = new ScimSender(handler, "https://scim.example.com", "t", 1_000, _time);

        var reply = sender.SendAsync(new SentRequest("DELETE", "/Users/1"), Cancel);

        Assert.False(reply.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, asked);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(204, (await reply).Status);
    }

    [Fact]
    public async Task A_service_that_says_429_for_ever_is_not_asked_for_ever()
    {
        var asked = 0;
        using var handler = new ServiceFault
        {
            InItsPlace = _ =>
            {
                asked++;
                return TooMany("0");
            },
        };
        using var sender = new ScimSender(handler, "https://scim.example.com", "t", 1_000, _time);

        var none = await Assert.ThrowsAsync<NoReplyException>(() => sender.SendAsync(new SentRequest("GET", "/Users"), Cancel));

        Assert.Equal(8, asked);
        Assert.Contains("(429), again and again", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_is_not_made_in_time_is_no_answer()
    {
        using var handler = new ServiceFault { Asked = _ => throw new TaskCanceledException("a connection", new TimeoutException()) };
        using var sender = new ScimSender(handler, "https://scim.example.com", "t", 1_000, _time);

        var none = await Assert.ThrowsAsync<NoReplyException>(() => sender.SendAsync(new SentRequest("GET", "/Users"), Cancel));

        Assert.Equal("No connection could be made in time.", none.Message);
    }

    [Fact]
    public async Task An_address_that_is_too_long_to_be_asked_is_not()
    {
        using var handler = new ServiceFault { InItsPlace = _ => new HttpResponseMessage(HttpStatusCode.OK) };
        using var sender = new ScimSender(handler, "https://scim.example.com", "t", 1_000, _time);
        var request = new SentRequest("GET", $"/Users/{new string('x', 100_000)}");

        var none = await Assert.ThrowsAsync<NoReplyException>(() => sender.SendAsync(request, Cancel));

        Assert.Contains("so long that nothing can be asked by it", none.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/Users/..")]
    [InlineData("/Users/.")]
    [InlineData("/Users/../?attributes=title")]
    public async Task An_address_that_leads_out_of_the_users_is_not_asked(string path)
    {
        var asked = 0;
        using var handler = new ServiceFault
        {
            InItsPlace = _ =>
            {
                asked++;
                return new HttpResponseMessage(HttpStatusCode.OK);
            },
        };
        using var sender = new ScimSender(handler, "https://scim.example.com", "t", 1_000, _time);

        var none = await Assert.ThrowsAsync<NoReplyException>(() => sender.SendAsync(new SentRequest("DELETE", path), Cancel));

        Assert.Contains("made of dots", none.Message, StringComparison.Ordinal);
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task An_answer_that_takes_over_30_s_is_none()
    {
        using var handler = new Silent();
        using var sender = new ScimSender(handler, "https://scim.example.com", "t", 1_000, _time);

        var reply = sender.SendAsync(new SentRequest("GET", "/Users"), Cancel);
        _time.Advance(TimeSpan.FromSeconds(30));

        var none = await Assert.ThrowsAsync<NoReplyException>(() => reply);
        Assert.Equal("There is no whole answer after 30 s.", none.Message);
    }

    private static HttpResponseMessage TooMany(string? retryAfter)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        if (retryAfter is not null) answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return answer;
    }

    private sealed class Silent : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return new HttpResponseMessage();
        }
    }
}
