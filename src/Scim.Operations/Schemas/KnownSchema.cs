using Scim.Protocol.Schemas;

namespace Scim.Operations.Schemas;

/// <summary>A schema extension of an account.</summary>
/// <param name="Definition">The schema.</param>
/// <param name="IsBuiltIn">True for one of the product's own.</param>
/// <param name="State">Whether it is in force.</param>
/// <param name="From">When a change of it takes effect; null for one that is simply in force.</param>
public sealed record KnownSchema(SchemaDefinition Definition, bool IsBuiltIn, SchemaState State, DateTimeOffset? From = null)
{
    /// <summary>Its URN.</summary>
    public string Urn => Definition.Id;

    /// <summary>How many attributes it has, sub-attributes included.</summary>
    public int Attributes => SchemaLimits.CountOf(Definition.Attributes);
}

/// <summary>Whether a schema is in force.</summary>
public enum SchemaState
{
    /// <summary>It is.</summary>
    Active,

    /// <summary>It was added, or got attributes, and the change takes effect soon.</summary>
    Coming,

    /// <summary>It was removed, and the removal takes effect soon.</summary>
    Going,
}
