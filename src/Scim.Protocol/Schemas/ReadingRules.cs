namespace Scim.Protocol.Schemas;

/// <summary>How the requests of an account are read; its operator sets it. The default is lenient and wants names.</summary>
/// <param name="Strictness">How a request is read that is not as the RFCs have it.</param>
/// <param name="Names">Whether a user needs <c>name.givenName</c> and <c>name.familyName</c>.</param>
public readonly record struct ReadingRules(Strictness Strictness, NameRule Names = NameRule.Required)
{
    /// <summary>True if a user, or the complex value that holds it, cannot be without the attribute.</summary>
    public bool Requires(AttributeDefinition attribute) =>
        attribute.Required && (Names == NameRule.Required || !UserResource.IsPartOfNameRule(attribute));

    /// <summary>A strictness alone, with names required.</summary>
    public static implicit operator ReadingRules(Strictness strictness) => new(strictness);
}

/// <summary>Whether a user needs a given name and a family name.</summary>
public enum NameRule
{
    /// <summary>Both, and neither blank, as the modelled API has it. The default.</summary>
    Required,

    /// <summary>Neither: clients have users with one name or none.</summary>
    Optional,
}
