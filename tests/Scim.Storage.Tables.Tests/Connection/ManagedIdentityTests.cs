using System.Net.Security;
using Microsoft.Extensions.DependencyInjection;
using Scim.LocalHost.Azurite;
using Scim.Provisioning.Metering;
using Scim.Storage.Contracts;
using Scim.Testing;
using Scim.Testing.Identity;

namespace Scim.Storage.Tables.Tests.Connection;

/// <summary>The way into storage without a key, against an Azurite that takes tokens and a stand-in for the platform's identity.</summary>
public sealed class ManagedIdentityTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_managed_identity_opens_storage()
    {
        using var folder = new TemporaryFolder();
        var certificate = await LoopbackCertificate.WriteAsync(folder.Path, Cancel);
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Certificate = certificate }, Cancel);
        await using var platform = await IdentityPlatform.StartAsync();
        foreach (var (name, value) in platform.Environment)
            Environment.SetEnvironmentVariable(name, value);
        using var unverified = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.Subject == LoopbackCertificate.Subject,
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
}
