using Scim.Provisioning.Tokens;

namespace Scim.Operations.Connectors;

/// <summary>A new client with all that its connector is configured by, at the only moment at which its secrets are known.</summary>
/// <param name="Created">The client and its secret.</param>
/// <param name="Profile">The connector; null for none.</param>
/// <param name="Token">A token of the client; null if the connector takes none, or it could not be issued.</param>
public sealed record ConnectedClient(CreatedClient Created, ConnectorProfile? Profile, string? Token)
{
    /// <summary>True if the connector takes a token and it could not be issued: the client is there, and can be given one.</summary>
    public bool LacksToken => Profile is { TakesToken: true } && Token is null;

    /// <summary>The fields of the connector's form, in its order, with what to paste; none without a connector.</summary>
    /// <param name="address">Where the service is reached.</param>
    public IEnumerable<FilledField> FieldsAt(ServiceAddress address)
    {
        var fields = Created.Client.Trust is null ? Profile?.Fields : Profile?.FederatedFields;
        return (fields ?? []).Select(field => new FilledField(field.Name, ValueOf(field, address)));
    }

    private string ValueOf(ConnectorField field, ServiceAddress address) => field.Content switch
    {
        FieldContent.ScimUrl => address.ScimUrl,
        FieldContent.TokenUrl => address.TokenUrl,
        FieldContent.ClientId => Created.Client.Id.Value,
        FieldContent.Secret => Created.Secret ?? "SECRET",
        FieldContent.Token => Token ?? "TOKEN",
        _ => field.Text,
    };
}
