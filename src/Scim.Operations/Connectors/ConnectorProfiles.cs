using Scim.Provisioning.Tokens;

namespace Scim.Operations.Connectors;

/// <summary>The connectors that are known, as <c>docs/connect</c> describes them.</summary>
public static class ConnectorProfiles
{
    /// <summary>Microsoft Entra ID, as its gallery wants it: no long-lived token, and secrets that expire, or none at all.</summary>
    public static ConnectorProfile Entra { get; } = new()
    {
        Name = "entra",
        Title = "The gallery of Microsoft Entra ID",
        LeastPerSecond = 25,
        Policy = TokenPolicy.Fixed(TimeSpan.FromHours(2)),
        SecretLifetime = TimeSpan.FromDays(365),
        SecretBounds = new SecretTermBounds(TimeSpan.FromDays(365), TimeSpan.FromDays(3 * 365 + 1), "1 to 3 years"),
        Fields =
        [
            new("Authentication method", "OAuth2 client credentials grant"),
            new("Tenant URL", FieldContent.ScimUrl),
            new("Token Endpoint", FieldContent.TokenUrl),
            new("Client Identifier", FieldContent.ClientId),
            new("Client Secret", FieldContent.Secret),
        ],
        Places = new ConnectorPlaces
        {
            Mapping = "in Entra ID under Mappings, \"Provision Microsoft Entra ID Users\"",
            Address = "Tenant URL in Entra ID",
            Credential = "Client Secret in Entra ID, then Test Connection and Save",
            Grant = "Choose \"OAuth2 client credentials grant\" or \"Workload identity federation\" as Authentication method in Entra ID",
            NoGroups = "Switch \"Provision Microsoft Entra ID Groups\" off in Entra ID under Mappings",
            Again = "Then try one user by Provision on demand; the next cycle takes the others",
            Substitute = "map an expression with a substitute, such as IIF(IsNullOrEmpty([surname]), [displayName], [surname])",
        },
        FederatedFields =
        [
            new("Authentication method", "Workload identity federation"),
            new("Client identifier", FieldContent.ClientId),
            new("Token endpoint", FieldContent.TokenUrl),
            new("Tenant URL", FieldContent.ScimUrl),
        ],
    };

    /// <summary>Okta, whose form takes a token.</summary>
    public static ConnectorProfile Okta { get; } = new()
    {
        Name = "okta",
        Title = "Okta",
        TakesToken = true,
        Places = new ConnectorPlaces
        {
            Mapping = "in Okta under Provisioning, To App, Attribute Mappings",
            Address = "SCIM connector base URL in Okta under Provisioning, Integration",
            Credential = "Authorization in Okta under Provisioning, Integration",
            Grant = "Choose HTTP Header as Authentication Mode in Okta under Provisioning, Integration",
            NoGroups = "Leave Push Groups and Import Groups off in Okta",
            Again = "Then retry the failed tasks in Okta",
            Substitute = "fill it in in the person's Okta profile, or map an expression with a substitute",
        },
        Fields =
        [
            new("SCIM connector base URL", FieldContent.ScimUrl),
            new("Unique identifier field for users", "userName"),
            new("Supported provisioning actions", "Import New Users and Profile Updates, Push New Users, Push Profile Updates"),
            new("Authentication Mode", "HTTP Header"),
            new("Authorization", FieldContent.Token),
        ],
    };

    /// <summary>OneLogin, whose form takes a token and a template of users.</summary>
    public static ConnectorProfile OneLogin { get; } = new()
    {
        Name = "onelogin",
        Title = "OneLogin",
        TakesToken = true,
        Places = new ConnectorPlaces
        {
            Mapping = "in OneLogin in the SCIM JSON Template under Configuration, or under Parameters",
            Address = "SCIM Base URL in OneLogin under Configuration",
            Credential = "SCIM Bearer Token in OneLogin under Configuration",
            Grant = "Paste a token into SCIM Bearer Token in OneLogin under Configuration",
            NoGroups = "Leave groups out of the SCIM JSON Template in OneLogin",
            Again = "Then let OneLogin provision the user again",
            Substitute = "fill it in in the person's OneLogin profile",
        },
        Fields =
        [
            new("SCIM Base URL", FieldContent.ScimUrl),
            new("SCIM JSON Template", OneLoginTemplate.Text),
            new("SCIM Bearer Token", FieldContent.Token),
        ],
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ConnectorProfile> All { get; } = [Entra, Okta, OneLogin];

    /// <summary>The profile of that name; null if there is none.</summary>
    public static ConnectorProfile? Find(string name) => All.FirstOrDefault(profile => profile.Name == name);
}
