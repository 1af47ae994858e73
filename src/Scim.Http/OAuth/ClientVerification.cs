using Scim.Http.Addresses;
using Scim.Http.Pipeline;
using Scim.Protocol.Errors;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Http.OAuth;

/// <summary>
/// Authenticates the client of a request to an OAuth endpoint, and meters it: successes by the client's own bucket, after its secret was
/// verified, so that nobody else can empty it; failures by where they come from, before storage is asked.
/// </summary>
internal sealed class ClientVerification(TokenService tokens, FailedAttempts failures, RequestMeter meter, ClientAddresses addresses)
{
    /// <exception cref="OAuthException">The client is not authenticated, or failed too often from its address.</exception>
    /// <exception cref="ScimException">429: the client is over its rate.</exception>
    public async Task<OAuthClient> VerifyAsync(GuardedRequest request, OAuthForm form)
    {
        var sent = ClientCredentials.Read(request.Http.Headers.Authorization, form);
        var client = await VerifyAsync(request, sent);
        var decision = await meter.TakeAsync(client.Id, client.RateLimit, request.Deadline.Token);
        RateLimitFields.Write(request.Http.HttpContext.Response.Headers, decision);
        return decision.Granted ? client : throw new ScimException(ScimError.TooManyRequests(decision.RetryAfterSeconds));
    }

    private async Task<OAuthClient> VerifyAsync(GuardedRequest request, ClientCredentials sent)
    {
        var attempt = failures.Begin(sent.Id, sent.Secret, addresses.Of(request.Http));
        if (attempt.Wait > TimeSpan.Zero)
            throw new OAuthException(OAuthError.TooManyFailures((int)Math.Ceiling(attempt.Wait.TotalSeconds)));
        OAuthClient? client;
        try
        {
            client = await tokens.VerifyClientAsync(sent.Id, sent.Secret, request.Deadline.Token);
        }
        catch when (!request.Http.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // Whoever goes away instead of waiting for the answer has used the attempt up.
            attempt.Undecided();
            throw;
        }
        if (client is null)
        {
            attempt.Failed();
            throw ClientCredentials.Refused("The client is unknown or disabled, or its secret is wrong.");
        }
        attempt.Succeeded();
        return client;
    }
}
