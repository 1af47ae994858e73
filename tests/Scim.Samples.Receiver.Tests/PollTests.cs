using System.Text.Json;
using Scim.Testing;
using Scim.Testing.Identity;

namespace Scim.Samples.Receiver.Tests;

public sealed class PollTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly TimerRecord _time = new();
    private PublisherStandIn _publisher = null!;
    private RunningReceiver _receiver = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _publisher = await PublisherStandIn.StartAsync();
        _receiver = await RunningReceiver.StartPollingAsync(_publisher, Path.Combine(_folder.Path, "mirror.json"), _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _publisher.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_was_polled_is_in_the_mirror_when_it_is_acknowledged()
    {
        var (ada, bob) = (Create("1"), Create("2"));

        var first = await _publisher.NextPollAsync(Cancel);
        _publisher.Answer(ada, bob);
        var second = await _publisher.NextPollAsync(Cancel);

        Assert.Equal((0, 0, false), (first.GetProperty("ack").GetArrayLength(), Refused(first).Count, Returns(first)));
        Assert.Equal([ada.Id, bob.Id], Taken(second));
        Assert.Equal(2, (await _receiver.UsersAsync()).Count);
        var asked = Assert.Single(_publisher.TokenRequests);
        Assert.Equal(("client_credentials", "events"), (asked["grant_type"], asked["scope"]));
        Assert.Equal((PublisherStandIn.ClientId, PublisherStandIn.ClientSecret), (asked["client_id"], asked["client_secret"]));
    }

    [Fact]
    public async Task Who_polls_takes_no_pushes()
    {
        var pushed = await _receiver.PushAsync("TOKEN");

        Assert.Equal(404, pushed.Status);
    }

    [Fact]
    public async Task What_is_acknowledged_is_not_acknowledged_again()
    {
        await AnswerAsync(Create("1"));
        await AnswerAsync();

        Assert.Empty(Taken(await _publisher.NextPollAsync(Cancel)));
    }

    [Fact]
    public async Task What_is_refused_is_said_and_holds_up_no_other()
    {
        var (foreign, empty, good) = (
            Create("1").With("aud", "https://other.example.com"), _publisher.Draft("create:full", "2", "{}"), Create("3"));

        await AnswerAsync(foreign, empty, good);
        var poll = await _publisher.NextPollAsync(Cancel);

        Assert.Equal([good.Id], Taken(poll));
        Assert.Equal(
            new Dictionary<string, string> { [foreign.Id] = "invalid_audience", [empty.Id] = "invalid_request" }, Refused(poll));
        Assert.Single(await _receiver.UsersAsync());
    }

    [Fact]
    public async Task A_token_that_comes_under_the_id_of_another_is_refused()
    {
        var token = Create("1").SignBy(_publisher.Key);
        await _publisher.NextPollAsync(Cancel);

        _publisher.Answer(200, JsonSerializer.Serialize(new { sets = new Dictionary<string, string> { ["other"] = token } }));
        var poll = await _publisher.NextPollAsync(Cancel);

        Assert.Empty(Taken(poll));
        Assert.Equal("invalid_request", Refused(poll)["other"]);
        Assert.Empty(await _receiver.UsersAsync());
    }

    [Fact]
    public async Task Another_access_token_is_got_when_the_one_before_is_not_taken()
    {
        var ada = Create("1");
        await _publisher.NextPollAsync(Cancel);
        _publisher.ChangeAccessToken();
        _publisher.Answer(ada); // The poll that waits is answered still; the one with its acknowledgement is not.

        await _time.EndWaitAsync(Cancel);
        var poll = await _publisher.NextPollAsync(Cancel);

        Assert.Equal([ada.Id], Taken(poll));
        Assert.Equal(2, _publisher.TokenRequests.Count);
    }

    [Fact]
    public async Task A_poll_that_fails_is_tried_again_with_its_acknowledgements_more_and_more_seldom()
    {
        var ada = Create("1");
        await AnswerAsync(ada);
        var waits = new List<TimeSpan>();
        for (var failure = 0; failure < 12; failure++)
        {
            Assert.Equal([ada.Id], Taken(await _publisher.NextPollAsync(Cancel)));
            _publisher.Answer(500);
            waits.Add(await _time.EndWaitAsync(Cancel));
        }

        Assert.Equal([ada.Id], Taken(await _publisher.NextPollAsync(Cancel)));
        Assert.InRange(waits[0], TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2));
        Assert.All(waits.Zip(waits.Skip(1)), pair => Assert.True(pair.Second >= pair.First));
        Assert.Equal(TimeSpan.FromMinutes(5), waits[^1]);
    }

    [Fact]
    public async Task The_service_says_when_it_wants_to_be_asked_again()
    {
        await _publisher.NextPollAsync(Cancel);
        _publisher.Answer(503, retryAfter: 42);

        Assert.True(await _time.EndWaitAsync(Cancel) >= TimeSpan.FromSeconds(42));
        await _publisher.NextPollAsync(Cancel);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"sets":[]}""")]
    [InlineData("""{"sets":{"a":1}}""")]
    public async Task An_answer_that_is_none_ends_nothing(string body)
    {
        await _publisher.NextPollAsync(Cancel);
        _publisher.Answer(200, body);
        await _time.EndWaitAsync(Cancel);

        await AnswerAsync(Create("1"));

        Assert.Single(Taken(await _publisher.NextPollAsync(Cancel)));
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read()
    {
        await _publisher.NextPollAsync(Cancel);
        _publisher.Answer(200, $$"""{"sets":{},"more":"{{new string('x', 9 * 1024 * 1024)}}"}""");
        await _time.EndWaitAsync(Cancel);

        Assert.Empty(Taken(await _publisher.NextPollAsync(Cancel)));
    }

    [Fact]
    public async Task While_there_are_no_keys_events_are_neither_taken_nor_refused()
    {
        _publisher.AnswersForKeys = false;
        var ada = Create("1");
        await AnswerAsync(ada);
        await _time.EndWaitAsync(Cancel);
        var poll = await _publisher.NextPollAsync(Cancel);
        Assert.Equal((0, 0), (Taken(poll).Count, Refused(poll).Count));
        _publisher.AnswersForKeys = true;
        _time.Advance(TimeSpan.FromMinutes(1));

        _publisher.Answer(ada);

        Assert.Equal([ada.Id], Taken(await _publisher.NextPollAsync(Cancel)));
    }

    [Fact]
    public async Task A_key_that_may_be_new_waits_until_the_keys_may_be_asked_for_again()
    {
        await AnswerAsync(Create("1"));
        await _publisher.NextPollAsync(Cancel); // It knows the first key now.
        _publisher.Rotate(SigningKey.Ec("key-2"));
        var bob = Create("2");
        _publisher.Answer(bob);

        await _time.EndWaitAsync(Cancel);
        var poll = await _publisher.NextPollAsync(Cancel);
        Assert.Equal((0, 0), (Taken(poll).Count, Refused(poll).Count));
        _publisher.Answer(bob);

        Assert.Equal([bob.Id], Taken(await _publisher.NextPollAsync(Cancel)));
    }

    private static List<string> Taken(JsonElement poll) => [.. poll.GetProperty("ack").EnumerateArray().Select(id => $"{id}")];

    private static Dictionary<string, string> Refused(JsonElement poll) =>
        poll.GetProperty("setErrs").EnumerateObject().ToDictionary(error => error.Name, error => $"{error.Value.GetProperty("err")}");

    private static bool Returns(JsonElement poll) => poll.TryGetProperty("returnImmediately", out var flag) && flag.GetBoolean();

    private SetDraft Create(string user) => _publisher.Draft("create:full", user, $$$"""{"data":{"id":"{{{user}}}"}}""");

    /// <summary>Answers the next poll.</summary>
    private async Task AnswerAsync(params SetDraft[] sets)
    {
        await _publisher.NextPollAsync(Cancel);
        _publisher.Answer(sets);
    }
}
