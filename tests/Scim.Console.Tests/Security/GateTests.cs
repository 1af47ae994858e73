using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Scim.Console.Tests.Security;

public sealed class GateTests : IAsyncLifetime, IDisposable
{
    private static readonly string[] Addresses =
    [
        "/", "/accounts", "/console.css", "/console.js", "/_framework/blazor.web.js", "/_blazor", "/_blazor/negotiate",
        "/_blazor/initializers", "/open", "/nowhere",
        "/_content/Microsoft.FluentUI.AspNetCore.Components/Microsoft.FluentUI.AspNetCore.Components.lib.module.js",
    ];

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private ConsoleSite _site = null!;
    private ConsoleClient _client = null!;

    private string Own => _site.Server.Address;

    public async ValueTask InitializeAsync()
    {
        _site = await ConsoleSite.StartAsync(time: _time);
        _client = new ConsoleClient(_site.Server);
    }

    public void Dispose() => _client.Dispose();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Whoever_has_no_session_gets_nothing_but_what_to_do()
    {
        foreach (var address in Addresses)
        {
            using var answer = await _client.GetAsync(address);
            Assert.Equal((address, HttpStatusCode.Unauthorized), (address, answer.StatusCode));
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains("press Enter there for a new one", text, StringComparison.Ordinal);
            Assert.DoesNotContain("src=", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_one_time_address_opens_a_session_that_gets_all_of_it()
    {
        var session = await _client.OpenAsync();

        foreach (var address in new[] { "/", "/accounts", "/console.css", "/console.js", "/_framework/blazor.web.js" })
            Assert.Equal(HttpStatusCode.OK, await _client.StatusAsync(address, session));
        Assert.Equal(101, await _client.ConnectAsync(session, ("Origin", Own)));
    }

    [Fact]
    public async Task The_cookie_is_for_this_console_alone_and_no_script_reads_it()
    {
        using var answer = await _client.GetAsync(_site.Server.NewOneTimeAddress());

        var parts = Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split("; ");
        Assert.Matches($"^scim-console-{new Uri(Own).Port}=[A-Za-z0-9_-]{{43}}$", parts[0]);
        Assert.Equal(["httponly", "path=/", "samesite=strict"], parts[1..].Order(StringComparer.Ordinal)); // No end: the browser's own.
        Assert.Equal("/", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_one_time_address_works_once()
    {
        var address = _site.Server.NewOneTimeAddress();

        Assert.Equal(HttpStatusCode.SeeOther, await _client.StatusAsync(address));
        Assert.Equal(HttpStatusCode.Unauthorized, await _client.StatusAsync(address));
    }

    [Fact]
    public async Task A_one_time_address_works_for_ten_minutes()
    {
        var address = _site.Server.NewOneTimeAddress();
        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(HttpStatusCode.Unauthorized, await _client.StatusAsync(address));
    }

    [Fact]
    public async Task A_new_one_time_address_takes_the_place_of_the_one_before()
    {
        var (older, newer) = (_site.Server.NewOneTimeAddress(), _site.Server.NewOneTimeAddress());

        Assert.Equal(HttpStatusCode.Unauthorized, await _client.StatusAsync(older));
        Assert.Equal(HttpStatusCode.SeeOther, await _client.StatusAsync(newer));
    }

    [Fact]
    public async Task A_session_outlives_those_that_are_opened_after_it()
    {
        var first = await _client.OpenAsync();
        await _client.OpenAsync();

        Assert.Equal(HttpStatusCode.OK, await _client.StatusAsync("/", first));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAA")]
    public async Task A_forged_cookie_is_no_session(string value)
    {
        await _client.OpenAsync();
        var cookie = ("Cookie", $"scim-console-{new Uri(Own).Port}={value}");

        Assert.Equal(HttpStatusCode.Unauthorized, await _client.StatusAsync("/", cookie));
        Assert.Equal(401, await _client.ConnectAsync(cookie, ("Origin", Own)));
    }

    [Fact]
    public async Task The_session_of_one_console_opens_no_other()
    {
        await using var other = await ConsoleSite.StartAsync();
        using var otherClient = new ConsoleClient(other.Server);
        var (name, cookie) = await otherClient.OpenAsync();
        var secret = cookie.Split('=')[1];

        Assert.Equal(HttpStatusCode.Unauthorized, await _client.StatusAsync("/", (name, $"scim-console-{new Uri(Own).Port}={secret}")));
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:PORT")]
    [InlineData("127.0.0.1.evil.example:PORT")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:1")]
    [InlineData("127.0.0.2:PORT")]
    [InlineData("[::1]:PORT")]
    public async Task A_name_that_leads_here_is_not_this_console(string host)
    {
        var session = await _client.OpenAsync();
        host = host.Replace("PORT", $"{new Uri(Own).Port}", StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.BadRequest, await _client.StatusAsync("/", session, ("Host", host)));
        Assert.Equal(HttpStatusCode.BadRequest, await _client.StatusAsync(_site.Server.NewOneTimeAddress(), ("Host", host)));
        Assert.Equal(400, await _client.ConnectAsync(session, ("Host", host), ("Origin", $"http://{host}")));
    }

    [Fact]
    public async Task Localhost_is_this_console()
    {
        var session = await _client.OpenAsync();
        var host = $"localhost:{new Uri(Own).Port}";

        Assert.Equal(HttpStatusCode.OK, await _client.StatusAsync("/", session, ("Host", host), ("Origin", $"http://{host}")));
        Assert.Equal(HttpStatusCode.Forbidden, await _client.StatusAsync("/", session, ("Host", host), ("Origin", Own)));
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")] // Another port of this machine.
    [InlineData("anything else")]
    public async Task What_another_site_sends_is_refused(string site)
    {
        var session = await _client.OpenAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await _client.StatusAsync("/", session, ("Sec-Fetch-Site", site)));
        Assert.Equal(HttpStatusCode.Forbidden, await _client.StatusAsync(_site.Server.NewOneTimeAddress(), ("Sec-Fetch-Site", site)));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("https://127.0.0.1:PORT")]
    public async Task Another_origin_is_refused_for_pages_and_connections(string origin)
    {
        var session = await _client.OpenAsync();
        origin = origin.Replace("PORT", $"{new Uri(Own).Port}", StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Forbidden, await _client.StatusAsync("/", session, ("Origin", origin)));
        Assert.Equal(403, await _client.ConnectAsync(session, ("Origin", origin)));
        using var posted = await _client.SendAsync(HttpMethod.Post, "/_blazor/negotiate", session, ("Origin", origin));
        Assert.Equal(HttpStatusCode.Forbidden, posted.StatusCode);
    }

    [Fact]
    public async Task A_connection_needs_the_session_and_its_own_origin()
    {
        var session = await _client.OpenAsync();

        Assert.Equal(401, await _client.ConnectAsync(("Origin", Own)));
        Assert.Equal(403, await _client.ConnectAsync(session));
        using var posted = await _client.SendAsync(HttpMethod.Post, "/_blazor/negotiate", session);
        Assert.Equal(HttpStatusCode.Forbidden, posted.StatusCode);
    }

    [Fact]
    public async Task No_page_is_kept_anywhere_and_no_answer_is_framed_by_anybody()
    {
        var session = await _client.OpenAsync();

        (string Path, (string, string) Cookie, string Keeping)[] answers =
        [
            ("/", session, "no-store"), ("/accounts", session, "no-store"), ("/", ("X-Nothing", "x"), "no-store"),
            ("/console.js", session, "no-cache"), ("/console.js", ("X-Nothing", "x"), "no-store"),
        ];
        foreach (var (path, cookie, keeping) in answers)
        {
            using var answer = await _client.GetAsync(path, cookie);
            string Field(string name) => string.Join(',', answer.Headers.NonValidated[name]);
            Assert.Contains(keeping, Field("Cache-Control"), StringComparison.Ordinal);
            Assert.Equal(("nosniff", "no-referrer"), (Field("X-Content-Type-Options"), Field("Referrer-Policy")));
            Assert.Matches("default-src 'none'.*script-src 'self';.*frame-ancestors 'none'$", Field("Content-Security-Policy"));
            Assert.Equal("DENY", Field("X-Frame-Options"));
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Fact]
    public void It_listens_on_the_loopback_alone() => Assert.Equal("127.0.0.1", new Uri(Own).Host);
}
