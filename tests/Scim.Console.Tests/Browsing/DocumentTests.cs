using Scim.Console.Tests.Security;

namespace Scim.Console.Tests.Browsing;

/// <summary>What stands in the document itself, before the page has its connection.</summary>
public sealed class DocumentTests(SeededConsole seeded) : IClassFixture<SeededConsole>
{
    [Fact]
    public async Task Shows_what_the_page_shows_in_the_zone_of_the_session()
    {
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.ReadAsync();

        var users = await DocumentAsync(visit, "/accounts/acme/users");
        Assert.Contains("user001@acme.example", users, StringComparison.Ordinal);
        Assert.Contains("05:30", users, StringComparison.Ordinal); // The browser is in Kolkata.
        Assert.DoesNotContain("<script>document.title", users, StringComparison.Ordinal);
        Assert.Contains("<title>Users", users, StringComparison.Ordinal);
        Assert.Contains("What to change:", await DocumentAsync(visit, "/accounts/acme/refusals"), StringComparison.Ordinal);
        visit.AssertClean();
    }

    [Fact]
    public async Task Shows_no_time_before_a_page_has_told_the_zone_of_the_session()
    {
        using var client = new ConsoleClient(seeded.Site.Server);
        var session = await client.OpenAsync();

        using var answer = await client.GetAsync("/accounts/acme/users", session);
        var users = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("blazor.web.js", users, StringComparison.Ordinal);
        Assert.DoesNotContain("user001@acme.example", users, StringComparison.Ordinal);
        Assert.DoesNotContain("<time", users, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_shows_stays_the_same_when_the_page_has_its_connection()
    {
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.ReadAsync();
        foreach (var page in new[] { "users", "traffic", "refusals", "clients" })
        {
            var path = $"/accounts/acme/{page}";
            // A browser without scripts keeps the document as it came.
            var plain = await visit.Page.EvaluateAsync<string>(
                """
                async path => new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html").querySelector("main").innerHTML
                    .replace(/<!--.*?-->/gs, "").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim()
                """,
                path);
            await visit.GoAsync(path);
            var live = await visit.Page.EvaluateAsync<string>(
                """
                () => document.querySelector("main").innerHTML
                    .replace(/<!--.*?-->/gs, "").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim()
                """);
            Assert.Equal(plain, live);
        }
        visit.AssertClean();
    }

    private static async Task<string> DocumentAsync(Visit visit, string path)
    {
        var answer = await visit.Page.Context.APIRequest.GetAsync(new Uri(new Uri(visit.Page.Url), path).ToString());
        Assert.Equal(200, answer.Status);
        return await answer.TextAsync();
    }
}
