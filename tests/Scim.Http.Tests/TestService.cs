using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Scim.Protocol.Schemas;
using Scim.Provisioning;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using Scim.Storage.InMemory;
using Scim.Testing;

namespace Scim.Http.Tests;

/// <summary>The service in this process, over storage in memory, with an account, a client and a token.</summary>
internal sealed class TestService : IAsyncDisposable
{
    public const string ClientSecret = "secret";
    public const string Users = "/scim/v2/Users";

    public static readonly ClientId Client = ClientId.Parse("client");
    public static readonly AccountId Account = AccountId.Parse("acme");
    private static readonly RateLimit Unlimited = new(1_000_000, 1_000_000);

    private readonly WebApplication _app;

    private TestService(WebApplication app, InMemoryStorage storage, FakeTimeProvider time, LogLines log)
    {
        (_app, Storage, Time, Log) = (app, storage, time, log);
        Http = app.GetTestClient();
    }

    public InMemoryStorage Storage { get; }

    public FakeTimeProvider Time { get; }

    public LogLines Log { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public string Token { get; private set; } = "";

    public static async Task<TestService> StartAsync(
        RateLimit? limit = null, Action<ScimHttpOptions>? configure = null, Action<IServiceCollection>? replace = null)
    {
        var storage = new InMemoryStorage();
        var time = new FakeTimeProvider();
        var log = new LogLines();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(log).AddFilter<LogLines>("Scim", LogLevel.Trace);
        builder.Services.AddSingleton<TimeProvider>(time);
        storage.AddTo(builder.Services);
        builder.Services.AddScimProvisioning();
        builder.Services.AddScimHttp(configure);
        replace?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapScim();
        await app.StartAsync();

        await storage.Users.CreateAsync(Account, time.GetUtcNow(), 25, Strictness.Lenient, default);
        await storage.Clients.AddAsync(
            new OAuthClient
            {
                Id = Client,
                Account = Account,
                Secrets = [new ClientSecret(SecretHash.Of(ClientSecret), time.GetUtcNow())],
                Scopes = [Caller.ScimScope, "other"],
                RateLimit = limit ?? Unlimited,
            },
            default);
        var service = new TestService(app, storage, time, log);
        service.Token = await service.IssueAsync(Caller.ScimScope);
        return service;
    }

    public async Task<string> IssueAsync(params string[] scopes)
    {
        var client = await Storage.Clients.FindAsync(Client, default) ?? throw new InvalidOperationException("The client is gone.");
        return (await _app.Services.GetRequiredService<TokenService>().IssueAsync(client, scopes, null, default)).Text;
    }

    /// <summary>Sends a request with the token.</summary>
    public Task<HttpResponseMessage> SendAsync(
        string method, string path, string? json = null, params (string Name, string Value)[] fields) =>
        SendAsync(Request(method, path, json, [("Authorization", $"Bearer {Token}"), .. fields]));

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync("GET", path, null, fields);

    /// <summary>Sends a request with the given fields only.</summary>
    public Task<HttpResponseMessage> SendBareAsync(string method, string path, params (string Name, string Value)[] fields) =>
        SendAsync(Request(method, path, null, fields));

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) =>
        Http.SendAsync(request, TestContext.Current.CancellationToken);

    /// <summary>Sends a request with the token and a body that arrives as the test says.</summary>
    public Task<HttpContext> SendAsync(string method, string path, string contentType, Stream body) => _app.GetTestServer().SendAsync(
        context =>
        {
            (context.Request.Method, context.Request.Path, context.Request.Body) = (method, path, body);
            (context.Request.ContentType, context.Request.Host) = (contentType, new HostString("localhost"));
            context.Request.Headers.Authorization = $"Bearer {Token}";
        },
        TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> CreateAsync(string userName, string more = "") =>
        SendAsync("POST", Users, UserJson(userName, more));

    public static string UserJson(string userName, string more = "") =>
        $$"""{"userName":"{{userName}}","name":{"givenName":"A","familyName":"B"}{{more}}}""";

    public static async Task<JsonNode> JsonAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
        ?? throw new InvalidOperationException("The body is null.");

    /// <summary>Ends the host in order.</summary>
    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        return _app.DisposeAsync();
    }

    private static HttpRequestMessage Request(string method, string path, string? json, IEnumerable<(string Name, string Value)> fields)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/scim+json");
        }
        foreach (var (name, value) in fields)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}
