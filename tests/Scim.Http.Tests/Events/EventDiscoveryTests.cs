using Scim.Events.Sets;
using Scim.Provisioning.Streams;

namespace Scim.Http.Tests.Events;

public sealed class EventDiscoveryTests
{
    private const string Path = "/scim/v2/ServiceProviderConfig";

    [Fact]
    public async Task A_client_whose_account_has_a_stream_learns_which_events_there_are()
    {
        await using var polls = await PollService.StartAsync();

        var body = await TestService.JsonAsync(await polls.Service.GetAsync(Path));

        Assert.Equal("none", (string?)body["securityEvents"]!["asyncRequest"]);
        Assert.Equal(
            [
                EventUris.CreateFull, EventUris.PutFull, EventUris.PatchFull, EventUris.PatchNotice, EventUris.Delete,
                EventUris.Activate, EventUris.Deactivate,
            ],
            body["securityEvents"]!["eventUris"]!.AsArray().Select(uri => (string?)uri));
    }

    [Fact]
    public async Task Streams_of_notices_have_other_events()
    {
        await using var polls = await PollService.StartAsync(EventContent.Notice);

        var uris = (await TestService.JsonAsync(await polls.Service.GetAsync(Path)))["securityEvents"]!["eventUris"]!.AsArray();

        Assert.Contains(EventUris.CreateNotice, uris.Select(uri => (string?)uri));
        Assert.DoesNotContain(EventUris.CreateFull, uris.Select(uri => (string?)uri));
    }

    [Fact]
    public async Task Nobody_else_is_told_of_events()
    {
        await using var service = await TestService.StartAsync();
        await using var polls = await PollService.StartAsync();

        var withoutStream = await TestService.JsonAsync(await service.GetAsync(Path));
        var withoutToken = await TestService.JsonAsync(await polls.Service.SendBareAsync("GET", Path));

        Assert.Null(withoutStream["securityEvents"]);
        Assert.Null(withoutToken["securityEvents"]);
        Assert.NotNull(withoutStream["patch"]);
    }
}
