using Scim.Console.Acting;
using Scim.Operations.Connectors;
using Scim.Provisioning.Identities;

namespace Scim.Console.Clients;

/// <summary>What an operator can do to connect an identity provider.</summary>
internal static class ConnectActs
{
    /// <summary>Makes the client of a connector.</summary>
    /// <param name="account">The account.</param>
    /// <param name="profile">The connector.</param>
    /// <param name="address">Where the service is reached; null if that is not known.</param>
    public static Act Create(AccountId account, ConnectorProfile profile, ServiceAddress? address) => new(
        $"Make a client of the account {account} for {InSentence(profile)}?",
        $"Whoever has its {(profile.TakesToken ? "secret or its token" : "secret")} can read and change the users of the account. "
        + "It is shown once.",
        $"client create --account {account} --for {profile.Name}"
        + (address is null ? "" : $" --base-url {CommandWord.Of(address.ScimUrl)}"),
        "Make",
        async run =>
        {
            var made = await run.Get<ConnectorOperations>().CreateAsync(new ClientOrder(account) { Profile = profile }, run.Stop);
            var client = made.Created.Client.Id;
            return new ActOutcome(made.LacksToken
                ? $"The client {client} was made, but no token could be issued. Once storage answers: scim token issue {client}"
                : $"The client {client} was made. Enter the fields in the form of the connector.")
            {
                // A text of several lines stays on the page.
                ToCopy =
                [
                    .. made.FieldsAt(address ?? ServiceAddress.Unknown)
                        .Where(field => !field.Value.Contains('\n', StringComparison.Ordinal))
                        .Select(field => (field.Name, field.Value)),
                ],
            };
        });

    private static string InSentence(ConnectorProfile profile) =>
        profile == ConnectorProfiles.Entra ? "the gallery of Microsoft Entra ID" : profile.Title;
}
