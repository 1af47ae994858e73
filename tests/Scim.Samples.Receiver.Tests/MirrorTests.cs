using System.Text.Json.Nodes;
using Scim.Testing;

namespace Scim.Samples.Receiver.Tests;

/// <summary>What each event does to the mirror.</summary>
public sealed class MirrorTests : IAsyncLifetime
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private const string Ada =
        $$$"""
        {"data":{"id":"1","userName":"ada","active":true,"name":{"givenName":"Ada","familyName":"Lovelace"},
        "emails":[{"value":"ada@example.com"},{"value":"ada@example.org"}],
        "{{{Enterprise}}}":{"department":"Engines","manager":{"value":"7","displayName":"Charles"}},"meta":{"version":"W/\"1\""}},
        "version":"W/\"1\""}
        """;

    private readonly TemporaryFolder _folder = new();
    private PublisherStandIn _publisher = null!;
    private RunningReceiver _receiver = null!;

    private string File => Path.Combine(_folder.Path, "mirror.json");

    public async ValueTask InitializeAsync()
    {
        _publisher = await PublisherStandIn.StartAsync();
        _receiver = await RunningReceiver.StartAsync(_publisher.Issuer, File);
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _publisher.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_create_brings_the_whole_user()
    {
        await TakesAsync("create:full", Ada);

        Assert.Equal(JsonNode.Parse(Ada)!["data"]!.ToJsonString(), (await _receiver.UserAsync()).ToJsonString());
    }

    [Theory]
    [InlineData("put:full")]
    [InlineData("create:full")] // As a replay sends it for a user that is known.
    public async Task A_whole_user_replaces_what_was_known(string change)
    {
        await TakesAsync("create:full", Ada);
        await TakesAsync("patch:notice", """{"attributes":["nickName"]}""");

        await TakesAsync(change, """{"data":{"id":"1","userName":"countess"}}""");

        Assert.Equal("""{"id":"1","userName":"countess"}""", (await _receiver.UserAsync()).ToJsonString());
    }

    [Fact]
    public async Task A_patch_replaces_and_removes_at_each_kind_of_path()
    {
        await TakesAsync("create:full", Ada);

        await TakesAsync(
            "patch:full",
            $$$"""
            {"data":{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[
            {"op":"replace","path":"userName","value":"countess"},
            {"op":"remove","path":"name.givenName"},
            {"op":"replace","path":"name.honorificPrefix","value":"Lady"},
            {"op":"replace","path":"emails","value":[{"value":"ada@example.net"}]},
            {"op":"replace","path":"{{{Enterprise}}}:department","value":"Notes"},
            {"op":"remove","path":"{{{Enterprise}}}:manager.displayName"},
            {"op":"replace","path":"urn:example:2.0:gear:laptop.serial","value":"x1"},
            {"op":"remove","path":"nickName"},
            {"op":"remove","path":"phones.none"}]},"version":"W/\"2\""}
            """);

        Assert.Equal(
            JsonNode.Parse(
                $$$"""
                {"id":"1","userName":"countess","active":true,"name":{"familyName":"Lovelace","honorificPrefix":"Lady"},
                "emails":[{"value":"ada@example.net"}],
                "{{{Enterprise}}}":{"department":"Notes","manager":{"value":"7"}},"meta":{"version":"W/\"2\""},
                "urn:example:2.0:gear":{"laptop":{"serial":"x1"}}
                }
                """)!.ToJsonString(),
            (await _receiver.UserAsync()).ToJsonString());
    }

    [Fact]
    public async Task Of_what_has_lost_its_last_value_nothing_is_left()
    {
        await TakesAsync("create:full", Ada);

        await TakesAsync(
            "patch:full",
            $$$"""
            {"data":{"Operations":[{"op":"remove","path":"{{{Enterprise}}}:department"},
            {"op":"remove","path":"{{{Enterprise}}}:manager.value"},{"op":"remove","path":"{{{Enterprise}}}:manager.displayName"}]}}
            """);

        Assert.False((await _receiver.UserAsync()).ContainsKey(Enterprise));
    }

    [Fact]
    public async Task A_patch_of_a_user_that_nobody_has_told_of_is_kept_as_far_as_it_goes()
    {
        await TakesAsync("patch:full", """{"data":{"Operations":[{"op":"replace","path":"title","value":"Countess"}]}}""");

        Assert.Equal("""{"id":"1","title":"Countess"}""", (await _receiver.UserAsync()).ToJsonString());
    }

    [Fact]
    public async Task A_delete_removes_the_user()
    {
        await TakesAsync("create:full", Ada);

        await TakesAsync("delete", "{}");
        await TakesAsync("delete", "{}");

        Assert.Empty(await _receiver.UsersAsync());
    }

    [Theory]
    [InlineData("deactivate", false)]
    [InlineData("activate", true)]
    public async Task An_activation_sets_active(string change, bool active)
    {
        await TakesAsync("create:full", $$$"""{"data":{"id":"1","active":{{{(active ? "false" : "true")}}}}}""");

        await TakesAsync(change, "{}");

        Assert.Equal(active, (await _receiver.UserAsync())["active"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Notices_gather_the_names_of_what_has_changed_until_it_is_told()
    {
        await TakesAsync("create:notice", """{"attributes":["userName","active","title"]}""");
        await TakesAsync("patch:notice", """{"attributes":["title","name.givenName"]}""");
        await TakesAsync("put:notice", """{"attributes":["nickName"]}""");
        Assert.Equal("""["userName","active","title","name.givenName","nickName"]""", await StaleAsync());

        await TakesAsync("activate", "{}");
        await TakesAsync("patch:full", """{"data":{"Operations":[{"op":"replace","path":"title","value":"Countess"}]}}""");
        Assert.Equal("""["userName","name.givenName","nickName"]""", await StaleAsync());

        await TakesAsync(
            "patch:full",
            """
            {"data":{"Operations":[{"op":"replace","path":"userName","value":"ada"},{"op":"remove","path":"nickName"},
            {"op":"replace","path":"name.givenName","value":"Ada"}]}}
            """);
        Assert.Null(await StaleAsync());
    }

    [Fact]
    public async Task An_event_that_nobody_knows_is_taken_and_changes_nothing()
    {
        await TakesAsync("create:full", Ada);
        var before = await _receiver.UserAsync();

        await TakesAsync("promote:full", "{}");
        await _receiver.TakesAsync(SetDraft.OfStream(_publisher.Issuer, "moon-phase", "{}").SignBy(_publisher.Key));

        Assert.Equal(before.ToJsonString(), (await _receiver.UserAsync()).ToJsonString());
    }

    [Fact]
    public async Task The_page_shows_users_and_what_was_said_of_the_stream()
    {
        await TakesAsync("create:full", """{"data":{"id":"1","userName":"<b>ada</b>"}}""");
        await TakesOfStreamAsync("verification", """{"state":"hello"}""");
        await TakesOfStreamAsync("stream-updated", """{"status":"paused","reason":"maintenance"}""");

        var page = await _receiver.PageAsync();

        Assert.Contains("&lt;b&gt;ada&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("verification hello", page, StringComparison.Ordinal);
        Assert.Contains("stream-updated paused maintenance", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_keeps_the_mirror_and_what_is_known()
    {
        var create = _publisher.Draft("create:full", "1", Ada);
        await _receiver.TakesAsync(create.SignBy(_publisher.Key));
        await TakesAsync("patch:full", """{"data":{"Operations":[{"op":"remove","path":"emails"}]}}""");
        var before = await _receiver.UserAsync();
        await _receiver.DisposeAsync();

        _receiver = await RunningReceiver.StartAsync(_publisher.Issuer, File);
        await _receiver.TakesAsync(create.SignBy(_publisher.Key));

        Assert.Equal(before.ToJsonString(), (await _receiver.UserAsync()).ToJsonString());
    }

    private Task TakesAsync(string change, string payload) => _receiver.TakesAsync(_publisher.Sign(change, "1", payload));

    private Task TakesOfStreamAsync(string name, string payload) =>
        _receiver.TakesAsync(SetDraft.OfStream(_publisher.Issuer, name, payload).SignBy(_publisher.Key));

    private async Task<string?> StaleAsync() => (await _receiver.UserAsync())["stale"]?.ToJsonString();
}
