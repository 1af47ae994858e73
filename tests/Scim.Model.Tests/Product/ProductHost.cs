using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Scim.Http;
using Scim.Protocol.Schemas;
using Scim.Provisioning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using Scim.Storage.InMemory;
using Scim.Testing.Schemas;

namespace Scim.Model.Tests.Product;

/// <summary>The product in this process, with its routing, over storage in memory.</summary>
internal sealed class ProductHost
{
    private const string Users = "/scim/v2/Users";

    private readonly InMemoryStorage _storage = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly IServiceProvider _services;
    private readonly RequestDelegate _pipeline;
    private int _accounts;

    public ProductHost()
    {
        var services =
            new ServiceCollection().AddLogging().AddRouting().AddSingleton<TimeProvider>(_time).AddScimProvisioning().AddScimHttp();
        _storage.AddTo(services);
        services.AddSingleton(new System.Diagnostics.DiagnosticListener("Scim.Model"));
        _services = services.BuildServiceProvider();
        _pipeline = new ApplicationBuilder(_services).UseRouting().UseEndpoints(endpoints => endpoints.MapScim()).Build();
    }

    /// <summary>A new account without users, and the token for it.</summary>
    public async Task<string> CreateAccountAsync(AccountKind kind)
    {
        var account = AccountId.Parse($"model-{++_accounts}");
        var rules = new AccountSettings(
            kind.Strict ? Strictness.Strict : Strictness.Lenient, kind.NamesOptional ? NameRule.Optional : NameRule.Required);
        await _storage.Users.CreateAsync(account, _time.GetUtcNow(), kind.Licences, rules, default);
        if (kind.OwnSchemas)
            await AddSchemasAsync(account);
        var client = new OAuthClient
        {
            Id = ClientId.Parse($"client-{account}"),
            Account = account,
            Secrets = [],
            Scopes = [Caller.ScimScope],
            RateLimit = new RateLimit(1_000_000_000, 1_000_000_000),
        };
        await _storage.Clients.AddAsync(client, default);
        return (await _services.GetRequiredService<TokenService>().IssueAsync(client, client.Scopes, null, default)).Text;
    }

    private async Task AddSchemasAsync(AccountId account)
    {
        var added = new[] { HobbySchema.Document, GearSchema.Document }.Select(Encoding.UTF8.GetBytes).Select(document =>
        {
            var schema = SchemaReader.Read(document, out var faults);
            Assert.Empty(faults);
            return new AccountSchema(schema!, document, Since: 1); // One without faults was read.
        });
        var row = await _storage.Users.FindAsync(account, default);
        IReadOnlyList<AccountSchema> schemas = [.. AccountSchema.OfNewAccount, .. added];
        await _storage.Users.ChangeSchemasAsync(row!, _time.GetUtcNow(), schemas, default); // The account was created.
    }

    /// <summary>Sends a request; every request comes a little later than the one before.</summary>
    public async Task<ProductAnswer> SendAsync(
        string token, string method, string? id, IEnumerable<(string Name, string Value)> query, string? body, string? expectedVersion)
    {
        _time.Advance(TimeSpan.FromMilliseconds(10));
        var context = new DefaultHttpContext { RequestServices = _services };
        context.Request.Method = method;
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("localhost");
        context.Request.Path = new PathString(id is null ? Users : $"{Users}/{id}");
        var text = string.Join('&', query.Select(item => $"{item.Name}={Uri.EscapeDataString(item.Value)}"));
        context.Request.QueryString = new QueryString(text.Length == 0 ? "" : $"?{text}");
        context.Request.Headers.Authorization = $"Bearer {token}";
        if (expectedVersion is not null)
            context.Request.Headers.IfMatch = expectedVersion;
        if (body is not null)
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            context.Request.Headers.ContentType = "application/scim+json";
            context.Request.Body = new MemoryStream(bytes, writable: false);
            context.Request.ContentLength = bytes.Length;
        }
        var answer = new MemoryStream();
        context.Response.Body = answer;
        await _pipeline(context);
        return new(
            context.Response.StatusCode,
            context.Response.Headers.ETag.Count > 0 ? context.Response.Headers.ETag.ToString() : null,
            answer.Length > 0 ? JsonNode.Parse(answer.ToArray()) as JsonObject : null);
    }
}
