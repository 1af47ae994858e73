using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Azure.Data.Tables;
using Scim.Testing;

namespace Scim.Resilience.Tests.Outages;

/// <summary>Requests of every kind around an outage, and what must hold of them afterwards.</summary>
internal sealed class OutageTraffic
{
    private const string Client = "demo";
    private const string Secret = "demo-secret";
    private const int Interrupted = 30;
    private const string Deactivation = """
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
         "Operations":[{"op":"replace","value":{"active":false,"title":"Countess"}}]}
        """;

    private readonly string _tablePrefix;
    private readonly string _kept;
    private readonly string _patched;
    private readonly string _deleted;
    private readonly string _revoked;
    private readonly ConcurrentDictionary<string, HttpStatusCode> _created = new();
    private int _names;

    private OutageTraffic(string tablePrefix, string[] users, string token) =>
        (_tablePrefix, _kept, _patched, _deleted, _revoked) = (tablePrefix, users[0], users[1], users[2], token);

    /// <summary>Creates the users, and a token to revoke.</summary>
    public static async Task<OutageTraffic> PrepareAsync(ScimClient scim, string tablePrefix, CancellationToken cancellationToken)
    {
        var users = new List<string>();
        foreach (var name in (string[])["kept", "patched", "deleted"])
            users.Add($"/Users/{(await scim.PostAsync("/Users", UserJson(name), cancellationToken)).Text("id")}");
        var token = (await scim.RequestTokenAsync(Client, Secret, cancellationToken)).Text("access_token");
        return new OutageTraffic(tablePrefix, [.. users], token ?? throw new InvalidOperationException("No token was issued."));
    }

    /// <summary>Sends creations that storage may leave in the middle.</summary>
    public Task[] Begin(ScimClient scim, CancellationToken cancellationToken) =>
        [.. Enumerable.Range(0, Interrupted).Select(_ => CreateAsync(scim, cancellationToken))];

    /// <summary>Asserts that each kind of request is answered with 503.</summary>
    public async Task AssertRefusedAsync(ScimClient scim, CancellationToken cancellationToken)
    {
        var provisioning = Task.WhenAll(
            scim.GetAsync(_kept, cancellationToken),
            scim.GetAsync("/Users", cancellationToken),
            scim.FindAsync("kept", cancellationToken),
            CreateAsync(scim, cancellationToken),
            scim.PatchAsync(_patched, Deactivation, cancellationToken),
            scim.DeleteAsync(_deleted, cancellationToken));
        var others = Task.WhenAll(
            scim.RequestTokenAsync(Client, Secret, cancellationToken),
            scim.RevokeTokenAsync(Client, Secret, _revoked, cancellationToken),
            scim.HealthAsync(cancellationToken));

        Assert.All(await provisioning, answer => answer.AssertError(HttpStatusCode.ServiceUnavailable));
        Assert.All(await others, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status));
        Assert.All([.. await provisioning, .. await others], answer => Assert.NotNull(answer.Headers.RetryAfter?.Delta));
    }

    /// <summary>Asserts that each write has happened whole or not at all, as its answer said, and that all works again.</summary>
    public async Task AssertWholeAsync(ScimClient scim, CancellationToken cancellationToken)
    {
        await AssertCountedAsync(scim, cancellationToken);
        foreach (var (userName, status) in _created)
        {
            var found = (await scim.FindAsync(userName, cancellationToken)).Body.GetProperty("totalResults").GetInt32();
            Assert.True(
                status == HttpStatusCode.Created ? found == 1 : status == HttpStatusCode.ServiceUnavailable && found <= 1,
                $"{status} {found}");
            var again = await scim.PostAsync("/Users", UserJson(userName), cancellationToken);
            Assert.Equal(found == 1 ? HttpStatusCode.Conflict : HttpStatusCode.Created, again.Status);
        }

        Assert.Equal("kept", (await scim.GetAsync(_kept, cancellationToken)).Text("userName"));
        var patched = (await scim.GetAsync(_patched, cancellationToken)).Body;
        Assert.Equal(patched.TryGetProperty("title", out _), !patched.GetProperty("active").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, (await scim.PatchAsync(_patched, Deactivation, cancellationToken)).Status);
        var deleted = (await scim.GetAsync(_deleted, cancellationToken)).Status;
        Assert.Equal(
            deleted == HttpStatusCode.OK ? HttpStatusCode.NoContent : HttpStatusCode.NotFound,
            (await scim.DeleteAsync(_deleted, cancellationToken)).Status);
        await AssertCountedAsync(scim, cancellationToken);

        Assert.Equal(HttpStatusCode.OK, (await scim.RequestTokenAsync(Client, Secret, cancellationToken)).Status);
        Assert.Equal(HttpStatusCode.OK, (await scim.RevokeTokenAsync(Client, Secret, _revoked, cancellationToken)).Status);
        using var revoked = new ScimClient(scim.ScimBase, _revoked);
        Assert.Equal(HttpStatusCode.Unauthorized, (await revoked.GetAsync(_kept, cancellationToken)).Status);
    }

    private static string UserJson(string userName) =>
        $$$"""{"userName":"{{{userName}}}","name":{"givenName":"Ada","familyName":"Lovelace"}}""";

    private async Task<ScimAnswer> CreateAsync(ScimClient scim, CancellationToken cancellationToken)
    {
        var userName = string.Create(CultureInfo.InvariantCulture, $"user-{Interlocked.Increment(ref _names)}");
        var answer = await scim.PostAsync("/Users", UserJson(userName), cancellationToken);
        _created[userName] = answer.Status;
        return answer;
    }

    private async Task AssertCountedAsync(ScimClient scim, CancellationToken cancellationToken)
    {
        var azurite = await AzuriteInstance.GetProcessAsync();
        var table = new TableClient(azurite.ConnectionString, $"{_tablePrefix}Users");
        TableEntity account = await table.GetEntityAsync<TableEntity>("demo", "account:demo", cancellationToken: cancellationToken);
        var page = (await scim.GetAsync("/Users", cancellationToken)).Body.GetProperty("Resources").EnumerateArray().ToList();
        Assert.Equal(page.Count, account.GetInt32("Users"));
        Assert.Equal(page.Count(user => user.GetProperty("active").GetBoolean()), account.GetInt32("LicencesInUse"));
    }
}
