using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Federation;
using Scim.Testing.Identity;

namespace Scim.Provisioning.Tests.Federation;

public sealed class HttpKeySetSourceTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly HttpKeySetSource _source;
    private TestIssuer _issuer = null!;

    public HttpKeySetSourceTests() => _source = new HttpKeySetSource(new KeySetAddresses { AllowLoopbackHttp = true }, _time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _issuer = await TestIssuer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _source.Dispose();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task Fetches_the_keys_that_are_published()
    {
        var (keys, fault) = await _source.FetchAsync(_issuer.Trust.KeySet);

        Assert.Null(fault);
        Assert.True(keys?.Has(_issuer.Key.Id));
    }

    [Theory]
    [InlineData(KeySetAnswer.Unavailable, true, "503")]
    [InlineData(KeySetAnswer.TooMany, true, "429")]
    [InlineData(KeySetAnswer.HangUp, true, "connection")]
    [InlineData(KeySetAnswer.NotFound, false, "404")]
    [InlineData(KeySetAnswer.Redirect, false, "elsewhere")]
    [InlineData(KeySetAnswer.Megabyte, false, "64 KiB")]
    [InlineData(KeySetAnswer.Page, false, "JSON")]
    public async Task Says_what_is_wrong_and_whether_it_may_pass(KeySetAnswer answer, bool mayPass, string reason)
    {
        _issuer.Answer = answer;

        var (keys, fault) = await _source.FetchAsync(_issuer.Trust.KeySet);

        Assert.Null(keys);
        Assert.Equal(mayPass, fault?.MayPass);
        Assert.Contains(reason, fault?.Reason, StringComparison.Ordinal);
        Assert.Equal((1, 0), (_issuer.Requests, _issuer.OtherRequests));
    }

    [Theory]
    [InlineData(KeySetAnswer.Silence)]
    [InlineData(KeySetAnswer.HalfAnswer)]
    public async Task Waits_three_seconds_in_all(KeySetAnswer answer)
    {
        _issuer.Answer = answer;

        var fetch = _source.FetchAsync(_issuer.Trust.KeySet);
        await _issuer.IsAskedAsync(1, Cancel);
        _time.Advance(TimeSpan.FromSeconds(3) - TimeSpan.FromTicks(1));
        Assert.False(fetch.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));

        Assert.True((await fetch).Fault?.MayPass);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_a_fault_that_may_pass()
    {
        var address = _issuer.Trust.KeySet;
        await _issuer.DisposeAsync();

        Assert.True((await _source.FetchAsync(address)).Fault?.MayPass);
    }

    [Fact]
    public async Task Plain_http_is_not_spoken_unless_it_is_allowed()
    {
        using var strict = new HttpKeySetSource(new KeySetAddresses(), _time);

        Assert.False((await strict.FetchAsync(_issuer.Trust.KeySet)).Fault?.MayPass);
        Assert.Equal(0, _issuer.Requests);
    }
}
