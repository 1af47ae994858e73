using System.Net;
using Scim.Testing;
using Scim.Testing.Identity;
using static Scim.Resilience.Tests.Federation.FederationTests;

namespace Scim.Resilience.Tests.Federation;

/// <summary>The keys of an identity provider that rotates them, fails, is slow or answers something else.</summary>
public sealed class KeySetFetchTests : IAsyncLifetime
{
    private FederatedService _service = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await FederatedService.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_new_key_is_good_at_once_and_the_next_one_after_five_minutes()
    {
        Assert.Equal(HttpStatusCode.OK, (await _service.AskAsync()).Status);
        var old = _service.Issuer.Key;
        _service.Issuer.Rotate();
        Assert.Equal(HttpStatusCode.OK, (await _service.AskAsync()).Status);
        AssertRefused(await _service.AskAsync(_service.Draft.SignBy(old)));

        _service.Issuer.Rotate();
        AssertRefused(await _service.AskAsync());
        _service.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(HttpStatusCode.OK, (await _service.AskAsync()).Status);
        Assert.Equal(3, _service.Issuer.Requests);
    }

    [Fact]
    public async Task A_key_that_was_withdrawn_is_good_for_an_hour()
    {
        Assert.Equal(HttpStatusCode.OK, (await _service.AskAsync()).Status);
        _service.Issuer.Publish(SigningKey.Ec("another"));

        _service.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await _service.AskAsync()).Status);
        _service.Time.Advance(TimeSpan.FromSeconds(1));
        AssertRefused(await _service.AskAsync());
        Assert.Equal(2, _service.Issuer.Requests);
    }

    [Fact]
    public async Task A_thousand_forged_assertions_cause_one_fetch()
    {
        var forger = SigningKey.Ec("forged");
        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(
                number => _service.AskAsync(_service.Draft.WithHeader("kid", $"{round}-{number}").SignBy(forger))));
            Assert.All(answers, AssertRefused);
            _service.Time.Advance(TimeSpan.FromSeconds(20)); // The address may fail as often again.
        }

        Assert.Equal(1, _service.Issuer.Requests);
    }

    [Theory]
    [InlineData(KeySetAnswer.Unavailable)]
    [InlineData(KeySetAnswer.HangUp)]
    public async Task While_its_keys_cannot_be_fetched_a_client_is_told_to_come_again(KeySetAnswer answer)
    {
        _service.Issuer.Answer = answer;
        for (var attempt = 0; attempt < 300; attempt++) // More than may fail.
            AssertUnavailable(await _service.AskAsync(), retryAfter: 30);
        Assert.Equal(1, _service.Issuer.Requests);

        _service.Issuer.Answer = KeySetAnswer.Keys;
        _service.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(HttpStatusCode.OK, (await _service.AskAsync()).Status);
        AssertLogged("Warning 1311 ");
    }

    [Theory]
    [InlineData(KeySetAnswer.Silence)]
    [InlineData(KeySetAnswer.HalfAnswer)]
    public async Task An_identity_provider_that_does_not_answer_is_waited_for_three_seconds(KeySetAnswer answer)
    {
        _service.Issuer.Answer = answer;

        var asked = _service.AskAsync();
        await _service.Issuer.IsAskedAsync(1, Cancel);
        _service.Time.Advance(TimeSpan.FromSeconds(3));

        AssertUnavailable(await asked, retryAfter: 27);
    }

    [Theory]
    [InlineData(KeySetAnswer.Unavailable)]
    [InlineData(KeySetAnswer.NotFound)]
    public async Task Keys_that_were_fetched_once_are_good_for_a_day(KeySetAnswer answer)
    {
        Assert.Equal(HttpStatusCode.OK, (await _service.AskAsync()).Status);
        _service.Issuer.Answer = answer;

        _service.Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await _service.AskAsync()).Status);
        _service.Time.Advance(TimeSpan.FromMinutes(5));
        if (answer == KeySetAnswer.Unavailable)
            AssertUnavailable(await _service.AskAsync(), retryAfter: 30);
        else
            AssertRefused(await _service.AskAsync());
    }

    [Fact]
    public async Task A_key_that_nobody_knows_while_they_cannot_be_fetched_is_undecided()
    {
        Assert.Equal(HttpStatusCode.OK, (await _service.AskAsync()).Status);
        _service.Issuer.Answer = KeySetAnswer.Unavailable;
        var old = _service.Issuer.Key;
        _service.Issuer.Rotate();

        AssertUnavailable(await _service.AskAsync(), retryAfter: 300);
        Assert.Equal(HttpStatusCode.OK, (await _service.AskAsync(_service.Draft.SignBy(old))).Status);
    }

    [Theory]
    [InlineData(KeySetAnswer.Redirect, "leads elsewhere")]
    [InlineData(KeySetAnswer.NotFound, "404")]
    [InlineData(KeySetAnswer.Megabyte, "more than 64 KiB")]
    [InlineData(KeySetAnswer.Page, "no JSON Web Key Set")]
    public async Task An_address_that_has_no_key_set_is_invalid_client_and_a_warning(KeySetAnswer answer, string reason)
    {
        _service.Issuer.Answer = answer;

        AssertRefused(await _service.AskAsync());
        AssertRefused(await _service.AskAsync());

        AssertLogged("Warning 1312 ", reason);
        Assert.Equal((1, 0), (_service.Issuer.Requests, _service.Issuer.OtherRequests));
    }

    private void AssertLogged(string start, string text = "") => Assert.Single(
        _service.Instance.Log.Lines,
        line => line.StartsWith(start, StringComparison.Ordinal) && line.Contains(text, StringComparison.Ordinal));

    private static void AssertUnavailable(ScimAnswer answer, int retryAfter)
    {
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "temporarily_unavailable"), (answer.Status, answer.Text("error")));
        Assert.Equal($"{retryAfter}", answer.Header("Retry-After"));
    }
}
