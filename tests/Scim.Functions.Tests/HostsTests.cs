using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Http;
using Scim.Protocol.Schemas;
using Scim.Provisioning;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using Scim.Storage.InMemory;

namespace Scim.Functions.Tests;

public sealed class HostsTests
{
    private const string Json = "application/json";
    private const string UserJson = """{"userName":"ada@example.com","name":{"givenName":"Ada","familyName":"L"}}""";
    private const string PatchJson = """{"Operations":[{"op":"replace","path":"active","value":false}]}""";

    private const string BulkJson = """{"Operations":[{"method":"DELETE","path":"/Users/0"}]}""";

    private static readonly (string Method, string Path, string? Body, int Status)[] Conversation =
    [
        ("POST", "/scim/v2/Users", UserJson, 201),
        ("GET", "/scim/v2/Users", null, 200),
        ("HEAD", "/scim/v2/Users", null, 200),
        ("GET", "/scim/v2//Users/{id}", null, 200),
        ("GET", "/scim/v2/Users/{id}", null, 200),
        ("PUT", "/scim/v2/Users/{id}", UserJson, 200),
        ("PATCH", "/scim/v2/Users/{id}", PatchJson, 200),
        ("PUT", "/scim/v2/Users/{id}", PatchJson, 400),
        ("PATCH", "/scim/v2/Users/{id}", UserJson, 400),
        ("POST", "/scim/v2/Users/.search", "{}", 200),
        ("POST", "/scim/v2/.search", "{}", 200),
        ("GET", "/scim/v2", null, 200),
        ("GET", "/scim/v2/Groups", null, 200),
        ("GET", "/scim/v2/Groups/1", null, 404),
        ("PATCH", "/scim/v2/Groups/1", PatchJson, 501),
        ("GET", "/scim/v2/Users/.search", null, 405),
        ("GET", "/scim/v2/Users?cursor=", null, 200),
        ("POST", "/scim/v2/Bulk", BulkJson, 200),
        ("DELETE", "/scim/v2/Users/{id}", null, 204),
        ("GET", "/scim/v2/Users/{id}", null, 404),
        ("GET", "/scim/v2/ServiceProviderConfig", null, 200),
        ("GET", "/scim/v2/serviceConfiguration", null, 200),
        ("GET", "/scim/v2/ResourceTypes", null, 200),
        ("GET", "/scim/v2/ResourceTypes/User", null, 200),
        ("GET", "/scim/v2/Schemas", null, 200),
        ("GET", "/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User", null, 200),
        ("GET", "/scim/v2/Schemas/urn:unknown", null, 404),
        ("GET", "/scim/v2/Me", null, 501),
        ("DELETE", "/scim/v2/Users", null, 405),
        ("GET", "/scim/v2/Nothing", null, 404),
        ("GET", "/.well-known/oauth-authorization-server", null, 200),
        ("GET", "/.well-known/jwks.json", null, 200),
        ("GET", "/.well-known/ssf-configuration", null, 200),
        ("GET", "/health", null, 200),
        ("POST", "/health", null, 405),
        ("GET", "/oauth/token", null, 405),
        ("POST", "/oauth//token", "grant_type=password", 401),
        ("GET", "/scim//v2/Users", null, 200),
        ("GET", "/", null, 200),
        ("GET", "/favicon.ico", null, 404),
        ("POST", "/oauth/revoke", "token=x", 401),
        ("POST", "/oauth/token", "grant_type=password", 401),
    ];

    [Fact]
    public async Task Functions_and_MapScim_answer_alike()
    {
        var functions = await ConverseAsync(app => app.Run(CallFunctionAsync));
        var mapped = await ConverseAsync(app => app.MapScim());

        Assert.Equal(mapped, functions);
        Assert.Equal(Conversation.Select(step => step.Status), functions.Select(answer => answer.Status));
    }

    private static async Task CallFunctionAsync(HttpContext context)
    {
        var function = HttpFunction.For(context.Request.Method, context.Request.Path, out var values)
            ?? throw new InvalidOperationException($"No function takes {context.Request.Method} {context.Request.Path}.");
        context.Request.RouteValues = values;
        await (await function.InvokeAsync(context.Request)).ExecuteAsync(context);
    }

    private static async Task<List<(int Status, string Body)>> ConverseAsync(Action<WebApplication> route)
    {
        var storage = new InMemoryStorage();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        storage.AddTo(builder.Services);
        builder.Services.AddScimProvisioning();
        builder.Services.AddScimHttp();
        await using var app = builder.Build();
        route(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = app.GetTestClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await IssueTokenAsync(storage, app.Services));

        var answers = new List<(int, string)>();
        var id = "";
        foreach (var (method, path, body, _) in Conversation)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{id}", id, StringComparison.Ordinal));
            if (body is not null)
                request.Content = new StringContent(body, Encoding.UTF8, body[0] == '{' ? Json : "application/x-www-form-urlencoded");
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (id.Length == 0)
                id = (string?)JsonNode.Parse(text)?["id"] ?? throw new InvalidOperationException("The first answer has no id.");
            answers.Add(((int)response.StatusCode, WithoutVersions(text).Replace(id, "{id}", StringComparison.Ordinal)));
        }
        return answers;
    }

    private static async Task<string> IssueTokenAsync(InMemoryStorage storage, IServiceProvider services)
    {
        var client = new OAuthClient
        {
            Id = ClientId.Parse("client"),
            Account = AccountId.Parse("acme"),
            Secrets = [],
            Scopes = [Caller.ScimScope],
            RateLimit = new RateLimit(1_000_000, 1_000_000),
        };
        await storage.Users.CreateAsync(client.Account, default, null, Strictness.Lenient, default);
        await storage.Clients.AddAsync(client, default);
        return (await services.GetRequiredService<TokenService>().IssueAsync(client, client.Scopes, null, default)).Text;
    }

    /// <summary>Times and versions differ from run to run; all of them are in the last members of <c>meta</c>.</summary>
    private static string WithoutVersions(string body)
    {
        if (body.Length == 0 || body[0] != '{')
            return body;
        var json = JsonNode.Parse(body)!; // It begins as an object.
        foreach (var meta in json["Resources"]?.AsArray().Append(json).Select(resource => resource?["meta"]) ?? [json["meta"]])
        {
            meta?.AsObject().Remove("created");
            meta?.AsObject().Remove("lastModified");
            meta?.AsObject().Remove("version");
        }
        return json.ToJsonString();
    }
}
