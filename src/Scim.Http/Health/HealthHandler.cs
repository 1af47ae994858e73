using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Scim.Http.Answers;
using Scim.Http.Pipeline;
using Scim.Provisioning;

namespace Scim.Http.Health;

/// <summary>Tells load balancers and monitors whether the service works.</summary>
public sealed class HealthHandler : IRequestHandler
{
    /// <summary>The field that has the version of the service.</summary>
    internal const string VersionField = "Scim-Version";

    private readonly StorageHealth _storage;

    internal HealthHandler(StorageHealth storage) => _storage = storage;

    /// <summary>200 if storage answers, 503 if it does not; what was found is remembered for 5 s. Either says the version.</summary>
    public async Task<IResult> GetAsync(HttpRequest request) =>
        await _storage.IsHealthyAsync()
            ? Said(StatusCodes.Status200OK, "Healthy"u8)
            : Said(StatusCodes.Status503ServiceUnavailable, "Unhealthy"u8).WithField(HeaderNames.RetryAfter, "5");

    private static Answer Said(int status, ReadOnlySpan<byte> word) =>
        new Answer(status, word.ToArray(), "text/plain; charset=utf-8")
            .WithField(HeaderNames.CacheControl, "no-store")
            .WithField(VersionField, ServiceVersion.Current);
}
