using Microsoft.Extensions.Logging;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Waiting;

namespace Scim.Provisioning.Federation;

/// <summary>Authenticates clients by assertions of the identity providers that they trust (RFC 7523 §2.2).</summary>
public sealed partial class FederatedClients
{
    private readonly IClientStore _clients;
    private readonly AssertionVerifier _verifier;
    private readonly ILogger<FederatedClients> _logger;

    internal FederatedClients(IClientStore clients, KeySets keySets, TimeProvider time, ILogger<FederatedClients> logger)
    {
        (_clients, _verifier, _logger) = (clients, new AssertionVerifier(keySets, time), logger);
    }

    /// <summary>
    /// The client of that id, if there is one. The proof is not good if it is disabled, trusts nobody, or the assertion is not good. What
    /// is wrong with the assertion is logged.
    /// </summary>
    /// <param name="clientId">The client's id, as it was sent.</param>
    /// <param name="assertion">The assertion, as it was sent.</param>
    /// <param name="correlationId">The id of the request.</param>
    /// <param name="storage">The request's time for storage.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">Storage cannot tell.</exception>
    /// <exception cref="KeySetUnavailableException">The identity provider's keys cannot be had.</exception>
    public async Task<ClientProof> VerifyAsync(
        string clientId, string assertion, string correlationId, IStorageTime storage, CancellationToken cancellationToken)
    {
        if (!ClientId.TryParse(clientId, out var id) || await _clients.FindAsync(id, cancellationToken) is not { } client)
            return default;
        var refused = new ClientProof(client, IsGood: false);
        if (client.Disabled)
            return refused;
        if (client.Trust is not { } trust)
        {
            NotFederated(correlationId, id.Value);
            return refused;
        }
        if (await _verifier.FindFaultAsync(assertion, trust, storage, cancellationToken) is not { } fault)
            return new ClientProof(client, IsGood: true);
        Refused(correlationId, id.Value, fault.Part);
        return refused;
    }

    [LoggerMessage(EventId = 1301, Level = LogLevel.Warning, Message =
        "Request {CorrelationId}: the assertion for client {Client} was refused. What is wrong with it: {Part}.")]
    private partial void Refused(string correlationId, string client, string part);

    [LoggerMessage(EventId = 1302, Level = LogLevel.Warning, Message =
        "Request {CorrelationId}: an assertion came for client {Client}, which trusts no identity provider.")]
    private partial void NotFederated(string correlationId, string client);
}
