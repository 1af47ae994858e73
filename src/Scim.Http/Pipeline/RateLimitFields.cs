using System.Globalization;
using Microsoft.AspNetCore.Http;
using Scim.Provisioning.Metering;

namespace Scim.Http.Pipeline;

/// <summary>The <c>RateLimit</c> and <c>RateLimit-Policy</c> fields (IETF draft-ietf-httpapi-ratelimit-headers).</summary>
internal static class RateLimitFields
{
    /// <summary>
    /// Tells the caller its limit and what is left of it: the quota is the bucket's size, the window the time in which an empty
    /// bucket fills, the reset the time in which it is full again, in whole seconds rounded up.
    /// </summary>
    public static void Write(IHeaderDictionary headers, MeterDecision decision)
    {
        var (perSecond, burst) = decision.Limit;
        var untilFull = decision.RetryAfter > TimeSpan.Zero
            ? decision.RetryAfter.TotalSeconds + ((burst - 1) / perSecond)
            : (burst - decision.Remaining) / perSecond;
        headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"default\";q={burst};w={Seconds(burst / perSecond)}");
        headers["RateLimit"] = string.Create(
            CultureInfo.InvariantCulture, $"\"default\";r={decision.Remaining};t={Seconds(untilFull)}");
    }

    private static long Seconds(double seconds) => Math.Max(1, (long)Math.Ceiling(seconds));
}
