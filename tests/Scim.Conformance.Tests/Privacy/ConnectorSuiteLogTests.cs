using System.Net;
using System.Text.RegularExpressions;
using Scim.Conformance.Tests.Connectors;
using Scim.Conformance.Tests.Service;
using Scim.Conformance.Tests.Transport;
using Scim.Operations.Remedies;
using Scim.Testing;
using Scim.Testing.Faults;
using Scim.Testing.Privacy;
using Scim.Testing.Tenants;

namespace Scim.Conformance.Tests.Privacy;

/// <summary>Neither logs nor errors of a host, nor its log of requests, repeat what it was sent, however it is set to log.</summary>
public sealed partial class ConnectorSuiteLogTests(ConformanceService service) : ConformanceTest(service)
{
    private const string Client = "demo";
    private const string Secret = "demo-secret";

    /// <summary>Everything at every level, with scopes, and what an operator may set to see requests.</summary>
    internal static readonly Dictionary<string, string> TalkativeLogs = new()
    {
        ["Logging:LogLevel:Default"] = "Trace",
        ["Logging:LogLevel:Microsoft"] = "Trace",
        ["Logging:Console:FormatterName"] = "json",
        ["Logging:Console:FormatterOptions:IncludeScopes"] = "true",
        ["Logging:Console:LogLevel:Default"] = "Trace",
        ["Logging:Console:LogLevel:Microsoft.AspNetCore"] = "Trace",
        ["Logging:Console:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Trace",
        ["Logging:Console:LogLevel:Microsoft.AspNetCore.Routing.Matching.DfaMatcher"] = "Trace",
        ["Logging:Console:LogLevel:Microsoft.AspNetCore.Server.Kestrel.BadRequests"] = "Trace",
    };

    private readonly Traffic _traffic = new();
    private readonly Person _person = new();

    public override async ValueTask DisposeAsync()
    {
        _traffic.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task No_log_line_and_no_error_has_a_value_that_was_sent()
    {
        await using var proxy = await StorageProxy.StartAsync(await AzuriteInstance.GetProcessAsync());
        var host = await StartHostAsync(new(TalkativeLogs) { ["TableStorage:ConnectionString"] = proxy.ConnectionString });
        using var scim = await SignInAsync(host.ScimBase);
        await TenantStorage.AddSchemasAsync(TablePrefix, Client, ConformanceService.Schemas, Cancellation);
        await TenantStorage.LogAllAsync(TablePrefix, Client, Cancellation);

        // The import comes first: it counts the users of the account.
        foreach (var (folder, name) in ConversationFiles.All().OrderByDescending(
            file => file.Name == nameof(OktaTests.Imports_all_users_page_by_page)))
            await PlayedConversation.PlayAsync(scim, ConversationFiles.Load(folder, name), Cancellation);
        var errorsOfConnectors = _traffic.Errors.Count;
        await SendRefusedAsync(scim);
        await SendMalformedAsync(host.ScimBase, scim.Token!); // It has signed in.
        var logged = await ReadLogAsync(scim);
        await AssertRemediesAsync();
        await proxy.RefuseAsync();
        await SendInVainAsync(scim);
        await host.DisposeAsync();

        var log = Greeting().Replace(host.Log, "");
        Assert.InRange(errorsOfConnectors, 5, int.MaxValue);
        Assert.Contains("was refused for want of storage", log, StringComparison.Ordinal);
        Assert.InRange(logged.Count(entry => entry.Contains("\"Status\":4", StringComparison.Ordinal)), 100, int.MaxValue);
        Leak.AssertNone(_traffic.Sent, [log, .. _traffic.Errors, .. logged]);
    }

    /// <summary>The run is long, so it is asked here too that an operator is told what to change of every refusal in it.</summary>
    private async Task AssertRemediesAsync()
    {
        var entries = await TenantStorage.ReadEntriesAsync(TablePrefix, Client, Cancellation);
        var refused = entries.Where(entry => entry.Status >= 400).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, entry =>
        {
            var remedy = RefusalRemedies.For(RefusalKind.Of(entry), entry.Account, entry.Client, connector: null);
            Assert.True(
                RefusalRemedies.Names.Contains(remedy.Name) && !RefusalRemedies.General.Contains(remedy.Name),
                $"{entry.Operation} {entry.Status} {entry.Type}: {entry.Detail} has only the remedy {remedy.Name}.");
        });
    }

    /// <summary>The log of requests, when it has all that was sent until now.</summary>
    private async Task<IReadOnlyList<string>> ReadLogAsync(ScimClient scim)
    {
        const string Last = "019b0000-0000-7000-8000-00000000abcd";
        (await scim.GetAsync($"/Users/{Last}", Cancellation)).AssertError(HttpStatusCode.NotFound);
        IReadOnlyList<string> logged = [];
        await Eventually.HoldsAsync(
            async () =>
            {
                logged = await TenantStorage.ReadLogAsync(TablePrefix, Client, Cancellation);
                return logged.Any(entry => entry.Contains(Last, StringComparison.Ordinal));
            },
            Cancellation);
        return logged;
    }

    private async Task<ScimClient> SignInAsync(string scimBase)
    {
        using var anonymous = new ScimClient(scimBase, token: null, _traffic);
        var answer = await anonymous.RequestTokenAsync(Client, Secret, Cancellation);
        return new ScimClient(scimBase, answer.Text("access_token"), _traffic);
    }

    private async Task SendRefusedAsync(ScimClient scim)
    {
        var created = await scim.PostAsync("/Users", _person.Json, Cancellation);
        Assert.Equal(HttpStatusCode.Created, created.Status);
        await new RefusedRequests(scim.ScimBase, _person, created.Text("id")!, $"{Client}:{Secret}") // A user has an id.
            .SendAsync(scim, _traffic, Cancellation);
    }

    private async Task SendMalformedAsync(string scimBase, string token)
    {
        var authority = new Uri(scimBase).Authority;
        var head = $"Host: {authority}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n";
        string[] requests =
        [
            $"GET /scim/v2/Users?filter=userName eq \"{_person.UserName}\" HTTP/1.1\r\n{head}\r\n",
            $"{_person.UserName} /scim/v2/Users HTTP/1.1\r\n{head}\r\n",
            $"GET {_person.UserName} HTTP/1.1\r\n{head}\r\n",
            $"GET /scim/v2/Users/{_person.UserName}%00 HTTP/1.1\r\n{head}\r\n",
            $"GET /scim/v2/Users HTTP/{_person.FamilyName}\r\n{head}\r\n",
            $"GET /scim/v2/Users HTTP/1.1\r\n{head}{_person.Email} {_person.FamilyName}\r\n\r\n",
            $"GET /scim/v2/Users HTTP/1.1\r\n{head}X-Name: {_person.Email}\0\r\n\r\n",
            $"GET /scim/v2/Users HTTP/1.1\r\nHost: {_person.Email}/\r\n\r\n",
            $"POST /scim/v2/Users HTTP/1.1\r\n{head}Content-Length: {_person.FamilyName}\r\n\r\n",
            $"POST /scim/v2/Users HTTP/1.1\r\n{head}Transfer-Encoding: {_person.FamilyName}\r\n\r\n",
            $"POST /scim/v2/Users HTTP/1.1\r\n{head}Transfer-Encoding: chunked\r\n\r\n{_person.FamilyName}\r\n",
        ];
        foreach (var request in requests)
        {
            using var connection = await RawConnection.OpenAsync(scimBase, Cancellation);
            await connection.WriteAsync(request, Cancellation);
            var answer = await connection.ReadToEndAsync(Cancellation);
            Assert.Matches("^HTTP/1.1 [45]", answer);
            Leak.AssertNone(_traffic.Sent, [answer]);
        }
    }

    private async Task SendInVainAsync(ScimClient scim)
    {
        (await scim.FindAsync(_person.UserName, Cancellation)).AssertError(HttpStatusCode.ServiceUnavailable);
        (await scim.PostAsync("/Users", new Person().Json, Cancellation)).AssertError(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await scim.RequestTokenAsync(Client, Secret, Cancellation)).Status);
    }

    /// <summary>What the host prints for whoever tries it out: it names the demo account's secret, and nothing that was sent.</summary>
    [GeneratedRegex("^SCIM 2.0 at .*?^Ctrl-C", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Greeting();
}
