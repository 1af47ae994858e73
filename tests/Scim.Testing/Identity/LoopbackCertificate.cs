using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Scim.LocalHost.Azurite;

namespace Scim.Testing.Identity;

/// <summary>A self-signed certificate for 127.0.0.1.</summary>
public static class LoopbackCertificate
{
    /// <summary>Its subject.</summary>
    public const string Subject = "CN=127.0.0.1";

    /// <summary>Writes one that is valid for a day, with its key, into a folder.</summary>
    public static async Task<AzuriteCertificate> WriteAsync(string folder, CancellationToken cancellationToken)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var files = new AzuriteCertificate(Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"));
        await File.WriteAllTextAsync(files.CertificateFile, certificate.ExportCertificatePem(), cancellationToken);
        await File.WriteAllTextAsync(files.KeyFile, key.ExportPkcs8PrivateKeyPem(), cancellationToken);
        return files;
    }
}
