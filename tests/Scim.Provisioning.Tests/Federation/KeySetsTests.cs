using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.Provisioning.Federation;
using Scim.Testing;
using Scim.Testing.Identity;

namespace Scim.Provisioning.Tests.Federation;

public sealed class KeySetsTests : IDisposable
{
    private static readonly Uri Address = new("https://user:secret@issuer.example/keys?tenant=secret");
    private static readonly SigningKey Any = SigningKey.Ec("any");

    private readonly FakeTimeProvider _time = new();
    private readonly Mock<IKeySetSource> _source = new();
    private readonly LogLines _log = new();
    private readonly KeySets _keySets;

    public KeySetsTests()
    {
        _keySets = new KeySets(_source.Object, _time, LoggerFactory.Create(logging => logging.AddProvider(_log)).CreateLogger<KeySets>());
        Serve(Keys("one"));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _keySets.Dispose();

    [Fact]
    public async Task A_set_is_remembered_for_an_hour()
    {
        await GetAsync("one");
        _time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        await GetAsync("one");
        AssertFetches(1);

        _time.Advance(TimeSpan.FromTicks(1));
        Serve(Keys("two"));

        Assert.False((await GetAsync("one"))?.Has("one"));
        AssertFetches(2);
    }

    [Fact]
    public async Task A_kid_that_is_not_in_a_remembered_set_has_it_fetched_at_once()
    {
        await GetAsync("one");
        Serve(Keys("one", "two"));

        Assert.True((await GetAsync("two"))?.Has("two"));
        AssertFetches(2);
    }

    [Fact]
    public async Task For_kids_that_it_does_not_have_a_set_is_fetched_every_five_minutes_at_most()
    {
        await GetAsync("one");
        Serve(Keys("two"));
        await GetAsync("two");
        await GetAsync("three");
        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        await GetAsync("four");
        AssertFetches(2);

        _time.Advance(TimeSpan.FromTicks(1));
        Serve(Keys("five"));

        Assert.True((await GetAsync("five"))?.Has("five"));
        await GetAsync("six");
        AssertFetches(3);
    }

    [Fact]
    public async Task A_thousand_kids_that_do_not_exist_cause_one_fetch()
    {
        for (var number = 0; number < 1_000; number++)
            Assert.False((await GetAsync($"forged{number}"))?.Has($"forged{number}"));

        AssertFetches(1);
    }

    [Fact]
    public async Task Who_asks_at_once_shares_one_fetch()
    {
        var answer = new TaskCompletionSource<FetchedKeySet>();
        _source.Setup(source => source.FetchAsync(Address)).Returns(answer.Task);

        var asked = Enumerable.Range(0, 100).Select(number => GetAsync($"forged{number}")).ToList();
        answer.SetResult(Keys("one"));
        await Task.WhenAll(asked);

        AssertFetches(1);
    }

    [Fact]
    public async Task A_set_that_cannot_be_fetched_is_used_for_a_day_and_tried_every_five_minutes()
    {
        await GetAsync("one");
        _time.Advance(TimeSpan.FromHours(1));
        Serve(FetchedKeySet.NotNow("it is down"));

        Assert.True((await GetAsync("one"))?.Has("one"));
        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        await GetAsync("one");
        AssertFetches(2);
        _time.Advance(TimeSpan.FromTicks(1));
        await GetAsync("one");
        AssertFetches(3);

        _time.Advance(TimeSpan.FromHours(23) - TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.True((await GetAsync("one"))?.Has("one"));
        _time.Advance(TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<KeySetUnavailableException>(() => GetAsync("one"));
    }

    [Fact]
    public async Task A_set_whose_address_went_wrong_is_used_for_a_day_too()
    {
        await GetAsync("one");
        Serve(FetchedKeySet.Wrong("it answers 404"));

        _time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromTicks(1));
        Assert.True((await GetAsync("one"))?.Has("one"));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await GetAsync("one"));
    }

    [Fact]
    public async Task A_key_that_is_not_known_while_the_set_cannot_be_fetched_is_undecided()
    {
        await GetAsync("one");
        Serve(FetchedKeySet.NotNow("it is down"));

        var undecided = await Assert.ThrowsAsync<KeySetUnavailableException>(() => GetAsync("two"));

        Assert.Equal(TimeSpan.FromMinutes(5), undecided.RetryAfter);
        Assert.True((await GetAsync("one"))?.Has("one"));
        AssertFetches(2);
    }

    [Fact]
    public async Task A_set_that_never_could_be_fetched_is_tried_every_half_minute()
    {
        Serve(FetchedKeySet.NotNow("it is down"));
        Assert.Equal(TimeSpan.FromSeconds(30), (await Assert.ThrowsAsync<KeySetUnavailableException>(() => GetAsync("one"))).RetryAfter);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.FromSeconds(10), (await Assert.ThrowsAsync<KeySetUnavailableException>(() => GetAsync("one"))).RetryAfter);
        AssertFetches(1);

        _time.Advance(TimeSpan.FromSeconds(10));
        Serve(Keys("one"));

        Assert.True((await GetAsync("one"))?.Has("one"));
        AssertFetches(2);
    }

    [Fact]
    public async Task An_address_that_has_no_set_is_told_of_once_a_fetch_without_its_query()
    {
        Serve(FetchedKeySet.Wrong("it answers 404"));

        Assert.Null(await GetAsync("one"));
        Assert.Null(await GetAsync("one"));

        AssertFetches(1);
        var line = Assert.Single(_log.Lines);
        Assert.StartsWith(
            "Warning 1312 The key set at https://issuer.example/keys cannot be used: it answers 404.", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_address_has_a_set_of_its_own()
    {
        var other = new Uri("https://issuer.example/keys?tenant=other");
        _source.Setup(source => source.FetchAsync(other)).ReturnsAsync(Keys("two"));

        Assert.True((await GetAsync("one"))?.Has("one"));
        Assert.False((await _keySets.GetAsync(other, "one", Cancel))?.Has("one"));
    }

    private Task<KeySet?> GetAsync(string id) => _keySets.GetAsync(Address, id, Cancel);

    private void Serve(FetchedKeySet answer) => _source.Setup(source => source.FetchAsync(Address)).ReturnsAsync(answer);

    private void AssertFetches(int times) => _source.Verify(source => source.FetchAsync(It.IsAny<Uri>()), Times.Exactly(times));

    private static FetchedKeySet Keys(params string[] ids)
    {
        var set = new JsonObject
        {
            ["keys"] = new JsonArray([.. ids.Select(id =>
            {
                var key = Any.ToJwk();
                key["kid"] = id;
                return (JsonNode?)key;
            })]),
        };
        return new FetchedKeySet(KeySet.Read(Encoding.UTF8.GetBytes(set.ToJsonString())), null);
    }
}
