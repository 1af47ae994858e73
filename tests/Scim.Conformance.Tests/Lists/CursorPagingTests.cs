using System.Net;
using System.Text.Json;
using Scim.Conformance.Tests.Service;
using Scim.Testing;

namespace Scim.Conformance.Tests.Lists;

/// <summary>RFC 9865 over HTTP.</summary>
public sealed class CursorPagingTests(ConformanceService service) : ConformanceTest(service)
{
    private const int Users = 500;

    /// <summary>§2: whoever is there during the whole walk comes once, also while others are created.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("&sortBy=userName")]
    [InlineData("&filter=name.givenName%20eq%20%22Ada%22")]
    public async Task A_walk_over_500_users_meets_each_exactly_once(string query)
    {
        var scim = await SignInAsync(await StartHostAsync());
        var names = Enumerable.Range(0, Users).Select(_ => NewUserName()).ToHashSet();
        foreach (var some in names.Chunk(100))
            Assert.Equal(HttpStatusCode.OK, (await CreateAsync(scim, some)).Status);

        var met = new List<string>();
        var cursor = "";
        while (cursor is not null)
        {
            var creation = scim.PostAsync("/Users", UserJson(NewUserName()), Cancellation);
            var page = await scim.GetAsync($"/Users?count=47&cursor={cursor}{query}", Cancellation);
            Assert.Equal(HttpStatusCode.Created, (await creation).Status);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            // Required.
            met.AddRange(page.Body.GetProperty("Resources").EnumerateArray().Select(user => user.GetProperty("userName").GetString()!));
            cursor = page.Body.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }

        Assert.Equal(met.Distinct(), met);
        Assert.Subset(met.ToHashSet(), names);
    }

    private static Task<ScimAnswer> CreateAsync(ScimClient scim, string[] names) => scim.PostAsync(
        "/Bulk",
        JsonSerializer.Serialize(new
        {
            Operations = names.Select(
                name => new { method = "POST", path = "/Users", bulkId = name, data = JsonElement.Parse(UserJson(name)) }),
        }),
        Cancellation);
}
