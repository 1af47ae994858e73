namespace Scim.Operations.Connectors;

/// <summary>What a connector calls the places where its administrator changes something, as parts of sentences.</summary>
public sealed record ConnectorPlaces
{
    /// <summary>The places of a connector that is not known.</summary>
    public static ConnectorPlaces Unknown { get; } = new()
    {
        Mapping = "in the connector's attribute mapping",
        Address = "the connector's SCIM base URL",
        Credential = "the connector's form",
        Grant = "Let the connector use OAuth client credentials",
        NoGroups = "Switch the connector's provisioning of groups and its group mappings off",
        Again = "Then let it provision again",
        Substitute = "fill it in at the source, or map a substitute where it is empty",
    };

    /// <summary>Where attributes are mapped, behind a verb.</summary>
    public required string Mapping { get; init; }

    /// <summary>The field that holds the base of SCIM.</summary>
    public required string Address { get; init; }

    /// <summary>The field that holds the token or the secret.</summary>
    public required string Credential { get; init; }

    /// <summary>How the way to authenticate is chosen; a sentence without its full stop.</summary>
    public required string Grant { get; init; }

    /// <summary>How groups are left out; a sentence without its full stop.</summary>
    public required string NoGroups { get; init; }

    /// <summary>How what failed is tried again; a sentence without its full stop.</summary>
    public required string Again { get; init; }

    /// <summary>What to do where an attribute that is required is empty for some people; behind "or" or at the end of a sentence.</summary>
    public required string Substitute { get; init; }
}
