using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Scim.Conformance.Tests.Service;
using Scim.Events.Push;
using Scim.Events.Sets;
using Scim.Events.Signing;
using Scim.LocalHost.Azurite;
using Scim.Provisioning;
using Scim.Provisioning.Events;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tokens;
using Scim.Storage.Tables;
using Scim.Testing;
using Scim.Testing.Functions;
using Scim.Testing.Identity;
using Scim.Testing.Tenants;

namespace Scim.Conformance.Tests.Workers;

/// <summary>The published app with a key that signs events, for tests that have an account each.</summary>
public sealed class StreamingWorker : IAsyncLifetime
{
    private const string Issuer = "https://scim.example.com";

    private readonly TemporaryFolder _folder = new();
    private readonly string _tablePrefix = AzuriteInstance.NewTablePrefix();
    private FunctionsHost? _host;
    private AzuriteCertificate? _files;
    private ServiceProvider? _storage;

    /// <summary>The stand-in for the Functions host that it runs under.</summary>
    internal FunctionsHost Host => Started(_host);

    private ServiceProvider Storage => Started(_storage);

    public async ValueTask InitializeAsync()
    {
        if (ConformanceService.IsForeign) return;
        _files = await LoopbackCertificate.WriteAsync(_folder.Path, CancellationToken.None);
        var now = TimeProvider.System.GetUtcNow();
        _host = await FunctionsHosts.StartAsync(
            _tablePrefix,
            new()
            {
                ["Events:SigningKeys"] = SigningKeySetting.With(null, "ES256", now, now).Setting,
                ["Events:AllowPrivateAddresses"] = "true",
                ["Scim:PublicBaseUrl"] = Issuer,
                ["SSL_CERT_FILE"] = _files.CertificateFile,
            },
            CancellationToken.None);
        _storage = new ServiceCollection()
            .AddLogging()
            .AddScimTableStorage(new TableStorageOptions
            {
                ConnectionString = (await AzuriteInstance.GetProcessAsync()).ConnectionString,
                TablePrefix = _tablePrefix,
            })
            .AddScimProvisioning()
            .BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null) await _storage.DisposeAsync();
        if (_host is not null) await _host.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Starts a receiver whose certificate the app is told to trust.</summary>
    internal Task<PushReceiver> StartReceiverAsync(CancellationToken cancellationToken) =>
        PushReceiver.StartAsync(Started(_files), cancellationToken);

    /// <summary>Adds an account with a stream.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="endpoint">Where events are pushed to; null for a stream that is polled for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<StreamedAccount> AddAsync(string name, Uri? endpoint, CancellationToken cancellationToken)
    {
        var tenant = await TenantStorage.AddAsync(Storage, new NewTenant(name), cancellationToken);
        var poller = new NewTenant($"{name}-receiver") { Account = name, Scopes = [Caller.EventsScope] };
        var receiver = await TenantStorage.AddAsync(Storage, poller, cancellationToken);
        var streams = await TenantStreams.AddAsync(Storage, tenant.Account, cancellationToken, (endpoint, EventContent.Full));
        return new StreamedAccount(tenant, streams[0], receiver.Token);
    }

    /// <summary>Creates users at another instance, which ends before it has pushed anything.</summary>
    internal async Task LeaveBehindAsync(StreamedAccount account, IEnumerable<string> users, CancellationToken cancellationToken)
    {
        await using var other = await ServiceInstance.StartAsync(_tablePrefix);
        await other.Services.GetRequiredService<PushDispatcher>().DisposeAsync();
        using var scim = other.ClientOf(account.Tenant);
        foreach (var user in users)
            Assert.Equal(HttpStatusCode.Created, (await scim.PostAsync("/Users", user, cancellationToken)).Status);
    }

    /// <summary>Polls, without a wait, for what the stream has.</summary>
    internal async Task<JsonElement> PollAsync(StreamedAccount account, IEnumerable<string> ack, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{Host.Url}/events/{account.Stream.Id}"))
        {
            Content = JsonContent.Create(new { ack, returnImmediately = true }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", account.PollToken);
        using var answer = await http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    /// <summary>How many events wait in the stream.</summary>
    internal async Task<int> WaitingAsync(StreamedAccount account, CancellationToken cancellationToken)
    {
        var outbox = Storage.GetRequiredService<IOutbox>();
        var pages = outbox.KeysAsync(account.Tenant.Account, account.Stream.Id, from: null, before: null, cancellationToken);
        return (await pages.ToListAsync(cancellationToken)).Sum(page => page.Count);
    }

    /// <summary>Verifies tokens by the keys that the service publishes. The URIs of their events.</summary>
    internal async Task<IReadOnlyList<string>> VerifyAsync(
        StreamedAccount account, IEnumerable<string> tokens, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var rules = new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = account.Stream.Audience,
            ValidTypes = [SecurityEventTokens.Type],
            IssuerSigningKeys =
                new JsonWebKeySet(await http.GetStringAsync(new Uri($"{Host.Url}/.well-known/jwks.json"), cancellationToken)).Keys,
            RequireExpirationTime = false,
        };
        List<string> events = [];
        foreach (var token in tokens)
        {
            var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, rules);
            Assert.True(result.IsValid, result.Exception?.Message);
            var told = ((JsonWebToken)result.SecurityToken).GetPayloadValue<JsonElement>("events");
            events.Add(Assert.Single(told.EnumerateObject()).Name);
        }
        return events;
    }

    private static T Started<T>(T? part)
        where T : class => part ?? throw new InvalidOperationException("It was not started.");
}

/// <summary>An account with a stream.</summary>
/// <param name="Tenant">The account, and its client that provisions.</param>
/// <param name="Stream">The stream.</param>
/// <param name="PollToken">What its receiver polls with.</param>
internal sealed record StreamedAccount(Tenant Tenant, StreamRecord Stream, string PollToken);
