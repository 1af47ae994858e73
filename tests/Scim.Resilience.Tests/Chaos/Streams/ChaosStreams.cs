using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Protocol.Schemas;
using Scim.Provisioning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tokens;
using Scim.Storage.Tables;
using Scim.Testing;
using Scim.Testing.Tenants;

namespace Scim.Resilience.Tests.Chaos.Streams;

/// <summary>The streams of a run: one pushed, two polled for, made before the hosts start so that they begin at once.</summary>
/// <param name="Pushed">With values.</param>
/// <param name="PolledWhole">With values.</param>
/// <param name="PolledNames">With names only.</param>
/// <param name="Token">Of a client that polls.</param>
internal sealed record ChaosStreams(StreamId Pushed, StreamId PolledWhole, StreamId PolledNames, string Token)
{
    /// <summary>Adds an account with the streams.</summary>
    public static async Task<ChaosStreams> AddAsync(string prefix, string name, Uri endpoint, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddScimTableStorage(new TableStorageOptions
            {
                ConnectionString = (await AzuriteInstance.GetProcessAsync()).ConnectionString,
                TablePrefix = prefix,
            })
            .AddScimProvisioning()
            .BuildServiceProvider();
        var (account, now) = (AccountId.Parse(name), TimeProvider.System.GetUtcNow());
        var accounts = services.GetRequiredService<IAccountStore>();
        Assert.True(await accounts.CreateAsync(account, now, ChaosRun.Licences, Strictness.Lenient, cancellationToken));

        var streams = await TenantStreams.AddAsync(
            services, account, cancellationToken, (endpoint, EventContent.Full), (null, EventContent.Full), (null, EventContent.Notice));

        var client = new OAuthClient
        {
            Id = ClientId.Parse("receiver"),
            Account = account,
            Secrets = [],
            Scopes = ["events"],
            RateLimit = new RateLimit(1_000_000, 1_000_000),
        };
        await services.GetRequiredService<IClientStore>().AddAsync(client, cancellationToken);
        var issued = await services.GetRequiredService<TokenService>().IssueAsync(client, client.Scopes, null, cancellationToken);
        return new ChaosStreams(streams[0].Id, streams[1].Id, streams[2].Id, issued.Text);
    }

    /// <summary>The key by which all hosts sign.</summary>
    public static Dictionary<string, string> Settings()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new()
        {
            ["Events:SigningKeys"] = JsonSerializer.Serialize(new[]
            {
                new { kid = "chaos", alg = "ES256", pem = key.ExportPkcs8PrivateKeyPem(), signsFrom = "2026-01-01T00:00:00Z" },
            }),
        };
    }
}
