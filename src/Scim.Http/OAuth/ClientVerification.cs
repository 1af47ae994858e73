using Scim.Http.Addresses;
using Scim.Http.Pipeline;
using Scim.Http.Recording;
using Scim.Protocol.Errors;
using Scim.Provisioning.Federation;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Http.OAuth;

/// <summary>
/// Authenticates the client of a request to an OAuth endpoint, and meters it: successes by the client's own bucket, after its secret or
/// assertion was verified, so that nobody else can empty it; failures by where they come from, before storage is asked.
/// </summary>
internal sealed class ClientVerification(
    TokenService tokens, FederatedClients federated, FailedAttempts failures, RequestMeter meter, ClientAddresses addresses)
{
    /// <exception cref="OAuthException">
    /// The client is not authenticated, or failed too often from its address, or nobody can tell for want of its identity provider's keys.
    /// </exception>
    /// <exception cref="ScimException">429: the client is over its rate.</exception>
    public async Task<OAuthClient> VerifyAsync(GuardedRequest request, OAuthForm form)
    {
        var sent = ClientCredentials.Read(request.Http.Headers.Authorization, form);
        var client = sent switch
        {
            SecretCredentials secret => await AttemptAsync(
                request,
                secret.Id,
                secret.Secret,
                () => tokens.ProveAsync(secret.Id, secret.Secret, request.Deadline.Token),
                "The client is unknown or disabled, or its secret is wrong or has expired."),
            AssertionCredentials assertion => await AttemptAsync(
                request,
                assertion.Id,
                assertion.Assertion,
                () => VerifyAsync(request, assertion),
                assertion.Mistake
                    ?? "The client is unknown or disabled, or the assertion is not one of the identity provider that it trusts. The "
                    + "service's log says what is wrong with it."),
            _ => throw new InvalidOperationException("There are no other credentials."),
        };
        var decision = await meter.TakeAsync(client.Id, client.RateLimit, request.Deadline.Token);
        RateLimitFields.Write(request.Http.HttpContext.Response.Headers, decision);
        request.Notes.WasDenied = !decision.Granted;
        return decision.Granted ? client : throw new ScimException(ScimError.TooManyRequests(decision.RetryAfterSeconds));
    }

    private async Task<ClientProof> VerifyAsync(GuardedRequest request, AssertionCredentials sent)
    {
        if (sent.Mistake is not null)
            return default;
        try
        {
            return await federated.VerifyAsync(
                sent.Id, sent.Assertion, request.CorrelationId, request.Deadline, request.Deadline.Token);
        }
        catch (KeySetUnavailableException unavailable)
        {
            throw new OAuthException(OAuthError.NoKeys(Math.Max(1, (int)Math.Ceiling(unavailable.RetryAfter.TotalSeconds))));
        }
    }

    private async Task<OAuthClient> AttemptAsync(
        GuardedRequest request, string id, string proof, Func<Task<ClientProof>> verify, string refusal)
    {
        var attempt = failures.Begin(id, proof, addresses.Of(request.Http));
        if (attempt.Wait > TimeSpan.Zero)
            throw new OAuthException(OAuthError.TooManyFailures((int)Math.Ceiling(attempt.Wait.TotalSeconds)));
        ClientProof proven;
        try
        {
            proven = await verify();
        }
        catch when (!request.Http.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // Whoever goes away instead of waiting for the answer has used the attempt up.
            attempt.Undecided();
            throw;
        }
        if (proven.Named is { } named)
            request.Notes.Sender = new RequestSender(named.Account, named.Id);
        if (proven.Verified is not { } client)
        {
            attempt.Failed();
            throw ClientCredentials.Refused(refusal);
        }
        attempt.Succeeded();
        return client;
    }
}
