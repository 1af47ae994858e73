using System.Net;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Requests;

namespace Scim.Http.Tests.Recording;

/// <summary>The entries of an account that logs all.</summary>
public sealed class AllRequestsTests
{
    private static readonly AccountSettings All = new(Strictness.Lenient, Logging: RequestLogging.All);

    [Fact]
    public async Task What_is_granted_is_an_entry_too()
    {
        await using var service = await TestService.StartAsync();
        await service.SetAsync(All);
        var id = (string?)(await TestService.JsonAsync(await service.CreateAsync("ada@example.com")))["id"];
        service.Time.Advance(TimeSpan.FromMilliseconds(1));
        await service.SendAsync("PATCH", $"{TestService.Users}/{id}", """{"Operations":[{"op":"add","path":"title","value":"x"}]}""");
        service.Time.Advance(TimeSpan.FromMilliseconds(1));
        await service.GetAsync($"{TestService.Users}?filter=userName%20eq%20%22ada@example.com%22");
        service.Time.Advance(TimeSpan.FromMilliseconds(1));
        await service.GetAsync("/scim/v2/Groups");

        var entries = await service.EntriesAsync(4);

        Assert.Equal([201, 200, 200, 200], entries.Select(entry => entry.Status));
        Assert.Equal(["CreateUser", "PatchUser", "ListUsers", "Groups"], entries.Select(entry => entry.Operation));
        Assert.Equal([id, id, null, null], entries.Select(entry => entry.User?.ToString()));
        Assert.Equal(["userName name", "title", "userName", ""], entries.Select(entry => string.Join(' ', entry.Attributes)));
        Assert.All(entries, entry => Assert.Equal((null, null, null), (entry.Type, entry.Detail, entry.NameMark)));
    }

    [Fact]
    public async Task A_streamed_list_is_one_with_its_time()
    {
        await using var service = await TestService.StartAsync();
        await service.SetAsync(All);
        await service.CreateAsync("ada@example.com");
        var list = await service.GetAsync(TestService.Users);
        Assert.Equal(1, (int?)(await TestService.JsonAsync(list))["totalResults"]);

        Assert.Equal(["CreateUser", "ListUsers"], (await service.EntriesAsync(2)).Select(entry => entry.Operation).Order());
    }

    [Fact]
    public async Task A_denied_request_is_none_and_counted_as_denied()
    {
        await using var service = await TestService.StartAsync(new RateLimit(0.001, 1));
        await service.SetAsync(All);
        await service.GetAsync(TestService.Users);
        for (var number = 0; number < 3; number++)
            Assert.Equal(HttpStatusCode.TooManyRequests, (await service.CreateAsync("ada@example.com")).StatusCode);

        Assert.Single(await service.EntriesAsync(4));
        var counts = Assert.Single(await service.CountsAsync(4));
        Assert.Equal((3, 1), (counts.Denied, counts.Answered.Single().Count));
    }
}
