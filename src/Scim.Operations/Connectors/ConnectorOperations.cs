using Scim.Operations.Clients;
using Scim.Operations.Tokens;
using Scim.Provisioning;
using Scim.Provisioning.Identities;

namespace Scim.Operations.Connectors;

/// <summary>Connects identity providers to accounts.</summary>
public sealed class ConnectorOperations(ClientOperations clients, TokenOperations tokens) : IOperations
{
    /// <summary>
    /// Registers a client as its connector needs it, with a token where the connector's form takes one. Its secrets are known at this
    /// moment only. Once the client is registered, a token that cannot be issued ends nothing: <see cref="ConnectedClient.LacksToken"/>.
    /// </summary>
    /// <exception cref="OperationRefusedException">Something of the order is wrong, or the account is not in use.</exception>
    public async Task<ConnectedClient> CreateAsync(ClientOrder order, CancellationToken cancellationToken)
    {
        var created = await clients.CreateAsync(order.ToClient(), cancellationToken);
        var token = order.Profile is { TakesToken: true }
            ? await TryIssueAsync(created.Client.Id, cancellationToken)
            : null;
        return new ConnectedClient(created, order.Profile, token);
    }

    private async Task<string?> TryIssueAsync(ClientId client, CancellationToken cancellationToken)
    {
        try
        {
            return (await tokens.IssueAsync(client, lifetime: null, cancellationToken)).Text;
        }
        catch (Exception failure) when (failure is StorageUnavailableException or OperationRefusedException or OperationCanceledException)
        {
            return null; // Else the secret would be lost with it.
        }
    }
}
