using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;
using Scim.Testing;
using Scim.Testing.Identity;

namespace Scim.Samples.Receiver.Tests;

public sealed class PushTests : IAsyncLifetime
{
    private const string Ada = """{"data":{"id":"1","userName":"ada"}}""";

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private PublisherStandIn _publisher = null!;
    private RunningReceiver _receiver = null!;

    private string File => Path.Combine(_folder.Path, "mirror.json");

    public async ValueTask InitializeAsync()
    {
        _publisher = await PublisherStandIn.StartAsync();
        _receiver = await RunningReceiver.StartAsync(_publisher.Issuer, File, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _publisher.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_event_is_in_the_mirror_and_its_file_when_it_is_answered()
    {
        await _receiver.TakesAsync(_publisher.Sign("create:full", "1", Ada));

        Assert.Equal("ada", (await _receiver.UserAsync())["userName"]?.ToString());
        var kept = await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken);
        Assert.Contains("ada", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_comes_again_is_taken_and_changes_nothing()
    {
        var create = _publisher.Draft("create:full", "1", Ada);
        await _receiver.TakesAsync(create.SignBy(_publisher.Key));
        await _receiver.TakesAsync(_publisher.Sign("delete", "1", "{}"));

        await _receiver.TakesAsync(create.With("iat", 1).SignBy(_publisher.Key));

        Assert.Empty(await _receiver.UsersAsync());
    }

    [Fact]
    public async Task Of_many_events_at_once_each_is_applied()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(user =>
            _receiver.TakesAsync(_publisher.Sign("create:full", $"{user}", $$$"""{"data":{"id":"{{{user}}}"}}"""))));

        Assert.Equal(50, (await _receiver.UsersAsync()).Count);
    }

    [Fact]
    public async Task What_is_not_signed_by_the_key_that_it_names_is_refused()
    {
        var parts = _publisher.Sign("create:full", "1", Ada).Split('.');
        var other = _publisher.Sign("create:full", "2", """{"data":{"id":"2","userName":"eve"}}""").Split('.');

        await _receiver.RefusesAsync("authentication_failed", $"{parts[0]}.{other[1]}.{parts[2]}");
        await _receiver.RefusesAsync("authentication_failed", $"{parts[0]}.{parts[1]}.");
        await _receiver.RefusesAsync(
            "authentication_failed", _publisher.Draft("create:full", "1", Ada).SignBy(SigningKey.Ec(_publisher.Key.Id)));
        await _receiver.RefusesAsync(
            "authentication_failed", _publisher.Draft("create:full", "1", Ada).WithHeader("alg", "HS256").SignBy(_publisher.Key));
        await _receiver.RefusesAsync(
            "authentication_failed", _publisher.Draft("create:full", "1", Ada).WithHeader("alg", "none").SignBy(_publisher.Key));
        Assert.Empty(await _receiver.UsersAsync());
    }

    [Theory]
    [InlineData("aud", "https://other.example.com", "invalid_audience")]
    [InlineData("aud", null, "invalid_audience")]
    [InlineData("iss", "https://other.example.com", "invalid_issuer")]
    [InlineData("iss", null, "invalid_issuer")]
    [InlineData("jti", null, "invalid_request")]
    [InlineData("sub_id", null, "invalid_request")]
    [InlineData("sub_id", "ada", "invalid_request")]
    [InlineData("events", null, "invalid_request")]
    [InlineData("events", "create", "invalid_request")]
    public async Task A_token_with_a_wrong_claim_is_refused(string claim, string? value, string code)
    {
        await _receiver.RefusesAsync(code, _publisher.Draft("create:full", "1", Ada).With(claim, value).SignBy(_publisher.Key));

        Assert.Empty(await _receiver.UsersAsync());
    }

    [Theory]
    [InlineData("JWT")]
    [InlineData("at+jwt")]
    [InlineData(null)]
    public async Task A_token_of_another_type_is_refused(string? type)
    {
        await _receiver.RefusesAsync(
            "invalid_request", _publisher.Draft("create:full", "1", Ada).WithHeader("typ", type).SignBy(_publisher.Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("a.b")]
    [InlineData("e30.e30.e30")]
    [InlineData("....")]
    [InlineData("{\"iss\":\"https://scim.example.com\"}")]
    [InlineData("ü.ü.ü")]
    public async Task What_is_no_token_is_refused(string body)
    {
        var answer = await _receiver.PushAsync(body);

        Assert.Equal(400, answer.Status);
        Assert.Contains(answer.Error, (string[])["invalid_request", "invalid_key"]); // {} is a header without a kid.
    }

    [Theory]
    [InlineData("create:full", "{}")]
    [InlineData("create:full", """{"data":"ada"}""")]
    [InlineData("put:full", """{"data":[]}""")]
    [InlineData("patch:full", """{"data":{}}""")]
    [InlineData("patch:full", """{"data":{"Operations":[{"op":"replace","value":1}]}}""")]
    [InlineData("patch:full", """{"data":{"Operations":[{"op":"replace","path":"title"}]}}""")]
    [InlineData("patch:full", """{"data":{"Operations":[{"op":"move","path":"title","value":"x"}]}}""")]
    [InlineData("patch:full", """{"data":{"Operations":[{"op":"remove","path":"emails[type eq \"work\"]"}]}}""")]
    [InlineData("patch:full", """{"data":{"Operations":"none"}}""")]
    [InlineData("patch:notice", """{"attributes":"title"}""")]
    public async Task An_event_without_what_it_must_have_is_refused_and_changes_nothing(string change, string payload)
    {
        await _receiver.TakesAsync(_publisher.Sign("create:full", "1", Ada));

        await _receiver.RefusesAsync("invalid_request", _publisher.Sign(change, "1", payload));

        Assert.Equal("""{"id":"1","userName":"ada"}""", (await _receiver.UserAsync()).ToJsonString());
    }

    [Theory]
    [InlineData("application/secevent+jwt; charset=us-ascii", 202)]
    [InlineData("Application/SecEvent+JWT", 202)]
    [InlineData("application/jwt", 400)]
    public async Task The_media_type_is_that_of_a_token(string contentType, int status) =>
        Assert.Equal(status, (await _receiver.PushAsync(_publisher.Sign("create:full", "1", Ada), contentType)).Status);

    [Fact]
    public async Task A_body_of_over_1_MiB_is_refused() =>
        Assert.Equal(413, (await _receiver.PushAsync(new string('x', PushEndpoint.MostBytes + 1))).Status);

    [Fact]
    public async Task A_token_of_nearly_1_MiB_is_taken() => await _receiver.TakesAsync(
        _publisher.Sign("create:full", "1", $$$"""{"data":{"id":"1","title":"{{{new string('x', 700 * 1024)}}}"}}"""));

    [Fact]
    public async Task A_push_without_the_agreed_Authorization_is_refused()
    {
        await using var receiver = await RunningReceiver.StartAsync(
            _publisher.Issuer, Path.Combine(_folder.Path, "other.json"), null, "--authorization=Bearer s3cret");
        var token = _publisher.Sign("create:full", "1", Ada);

        var (none, wrong, right) = (
            await receiver.PushAsync(token),
            await receiver.PushAsync(token, authorization: new AuthenticationHeaderValue("Bearer", "other")),
            await receiver.PushAsync(token, authorization: new AuthenticationHeaderValue("Bearer", "s3cret")));

        Assert.Equal((401, 401, 202), (none.Status, wrong.Status, right.Status));
    }

    [Fact]
    public async Task A_mirror_that_cannot_be_kept_has_the_event_sent_again()
    {
        var token = _publisher.Sign("create:full", "1", Ada);
        Directory.CreateDirectory(File + ".new"); // Where the next state would be written.

        var failed = await _receiver.PushAsync(token);
        Directory.Delete(File + ".new");

        Assert.Equal(500, failed.Status);
        Assert.Empty(await _receiver.UsersAsync());
        await _receiver.TakesAsync(token);
        Assert.Single(await _receiver.UsersAsync());
    }
}
