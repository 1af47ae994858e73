using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Scim.LocalHost.Azurite;
using Scim.Provisioning.Metering;
using Scim.Storage.Contracts;
using Scim.Testing;

namespace Scim.Storage.Tables.Tests.Connection;

/// <summary>The way into storage without a key, against an Azurite that takes tokens and a stand-in for the platform's identity.</summary>
public sealed class ManagedIdentityTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_managed_identity_opens_storage()
    {
        using var folder = new TemporaryFolder();
        var certificate = await CertificateAsync(folder.Path);
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Certificate = certificate }, Cancel);
        await using var platform = await PlatformAsync();
        using var unverified = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.Subject == "CN=127.0.0.1",
            },
        };
        var services = new ServiceCollection().AddScimTableStorage(new TableStorageOptions
        {
            Endpoint = azurite.Endpoint,
            TablePrefix = AzuriteInstance.NewTablePrefix(),
            WrapTransport = _ => unverified,
        });
        await using var provider = services.BuildServiceProvider();
        var buckets = provider.GetRequiredService<ITokenBucketStore>();

        var written = await buckets.WriteAsync(Sample.Client, new BucketState(3, Sample.Start), null, Cancel);

        Assert.NotNull(written);
        Assert.Equal(written, await buckets.FindAsync(Sample.Client, Cancel));
    }

    private static async Task<AzuriteCertificate> CertificateAsync(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var files = new AzuriteCertificate(Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"));
        await File.WriteAllTextAsync(files.CertificateFile, certificate.ExportCertificatePem(), Cancel);
        await File.WriteAllTextAsync(files.KeyFile, key.ExportPkcs8PrivateKeyPem(), Cancel);
        return files;
    }

    /// <summary>Answers as the platform does where IDENTITY_ENDPOINT points, with an unsigned token.</summary>
    private static async Task<WebApplication> PlatformAsync()
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/token", (HttpRequest request) =>
        {
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            var resource = request.Query["resource"].ToString();
            var claims = $$"""
                {"aud":"{{resource}}","iss":"https://sts.windows.net/00000000-0000-0000-0000-000000000000/","iat":{{now - 60}},"nbf":{{now - 60}},"exp":{{now + 3600}}}
                """;
            return Results.Json(new Dictionary<string, string>
            {
                ["access_token"] = $"{Encoded("""{"alg":"none","typ":"JWT"}""")}.{Encoded(claims.Trim())}.",
                ["expires_on"] = (now + 3600).ToString(CultureInfo.InvariantCulture),
                ["resource"] = resource,
                ["token_type"] = "Bearer",
            });
        });
        await app.StartAsync(Cancel);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", $"{address}/token");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", "secret");
        return app;
    }

    private static string Encoded(string json) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
