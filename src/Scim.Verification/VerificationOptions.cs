namespace Scim.Verification;

/// <summary>What is verified, and how.</summary>
/// <param name="BaseUrl">The base URL of SCIM, such as <c>https://scim.example.com/scim/v2</c>, without a slash at its end.</param>
/// <param name="Token">The bearer token. It is told to nobody but the service.</param>
public sealed record VerificationOptions(string BaseUrl, string Token)
{
    /// <summary>The most requests in a second, from 0.1. Default: 4, as fast as this service lets a client call.</summary>
    public double PerSecond { get; init; } = 4;

    /// <summary>A text that the name, the section or a connector of each check to run has, in any case. Default: empty, for all.</summary>
    public string Only { get; init; } = "";

    /// <summary>How long the removal of scratch users may take when the run is over or stopped. Default: 2 minutes.</summary>
    public TimeSpan TimeToRemove { get; init; } = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public override string ToString() => BaseUrl;
}
