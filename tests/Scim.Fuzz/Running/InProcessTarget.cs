using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Scim.Http;
using Scim.Protocol.Schemas;
using Scim.Provisioning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Tokens;
using Scim.Storage.InMemory;

namespace Scim.Fuzz.Running;

/// <summary>The handlers with their routing in this process, over storage in memory, without a server.</summary>
public sealed class InProcessTarget : IFuzzTarget
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly InMemoryStorage _storage;
    private readonly RequestDelegate _pipeline;
    private readonly IServiceProvider _services;
    private readonly AccountId _account;
    private readonly string _token;

    private InProcessTarget(
        InMemoryStorage storage, RequestDelegate pipeline, IServiceProvider services, AccountId account, string token) =>
        (_storage, _pipeline, _services, _account, _token) = (storage, pipeline, services, account, token);

    /// <summary>One service with accounts of every kind: lenient and strict, with licences enough and too few.</summary>
    public static async Task<IReadOnlyList<IFuzzTarget>> CreateAsync()
    {
        var storage = new InMemoryStorage();
        var services = new ServiceCollection().AddLogging().AddRouting().AddScimProvisioning().AddScimHttp();
        storage.AddTo(services);
        services.AddSingleton(new System.Diagnostics.DiagnosticListener("Scim.Fuzz"));
        var provider = services.BuildServiceProvider();
        foreach (var service in provider.GetServices<IHostedService>())
            await service.StartAsync(default);
        var pipeline = new ApplicationBuilder(provider).UseRouting().UseEndpoints(endpoints => endpoints.MapScim()).Build();

        (int? Licences, AccountSettings Rules)[] accounts =
        [
            (null, Strictness.Lenient), (5, Strictness.Lenient), (20, Strictness.Strict), (null, Strictness.Strict),
            (8, new(Strictness.Lenient, NameRule.Optional, RequestLogging.All)),
            (8, new(Strictness.Strict, NameRule.Optional, RequestLogging.All)),
        ];
        var targets = new List<IFuzzTarget>();
        foreach (var (licences, rules) in accounts)
        {
            var account = AccountId.Parse($"fuzz-{targets.Count}");
            await storage.Users.CreateAsync(account, Start, licences, rules, default);
            var token = await IssueTokenAsync(storage, provider, account);
            targets.Add(new InProcessTarget(storage, pipeline, provider, account, token));
        }
        return targets;
    }

    /// <inheritdoc/>
    public async Task<FuzzAnswer> SendAsync(FuzzRequest request)
    {
        var context = new DefaultHttpContext { RequestServices = _services };
        context.Request.Method = request.Method;
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("localhost");
        context.Request.Path = new PathString(Decoded(request.Path));
        context.Request.QueryString = new QueryString(request.Query.Length == 0 ? "" : $"?{request.Query}");
        if (request.WithToken)
            context.Request.Headers.Authorization = $"Bearer {_token}";
        foreach (var (name, value) in request.Fields)
            context.Request.Headers.Append(name, value);
        if (request.Body is { } body)
        {
            context.Request.Body = new MemoryStream(body, writable: false);
            context.Request.ContentLength = body.Length % 2 == 0 ? body.Length : null; // As if sent in chunks.
        }
        var answer = new MemoryStream();
        context.Response.Body = answer;
        await _pipeline(context);
        return new FuzzAnswer(
            context.Response.StatusCode,
            context.Response.Headers.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            answer.ToArray());
    }

    /// <inheritdoc/>
    public async Task<int> ReadLicencesInUseAsync()
    {
        _storage.Users.ForgetAudit(_account);
        return ((await _storage.Users.FindAsync(_account, default))
            ?? throw new InvalidOperationException("The account is gone.")).LicencesInUse;
    }

    /// <summary>Ends the recording of all targets and reads the account's log of requests, which may have a part of them.</summary>
    public async Task<IReadOnlyList<LoggedRequest>> EndRecordingAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
            await service.StoppedAsync(default);
        return await _storage.Requests.ReadAsync(_account, after: null, since: null, default).ToListAsync();
    }

    private static async Task<string> IssueTokenAsync(InMemoryStorage storage, IServiceProvider services, AccountId account)
    {
        var client = new OAuthClient
        {
            Id = ClientId.Parse($"client-{account}"),
            Account = account,
            Secrets = [],
            Scopes = [Caller.ScimScope],
            RateLimit = new RateLimit(1_000_000_000, 1_000_000_000),
        };
        await storage.Clients.AddAsync(client, default);
        return (await services.GetRequiredService<TokenService>().IssueAsync(client, client.Scopes, null, default)).Text;
    }

    // As servers do: an escaped slash stays escaped.
    private static string Decoded(string path) =>
        string.Join("%2F", path.Split("%2F").Select(part => Uri.UnescapeDataString(part)));
}
