namespace Scim.Model.Schemas;

/// <summary>The types of RFC 7643 §2.3 that a user has.</summary>
internal enum ModelType
{
    Text,
    Boolean,
    Integer,
    Decimal,
    Binary,
    Time,
    Complex,
}

/// <summary>An attribute with the characteristics of RFC 7643 §7 that the answers depend on.</summary>
/// <param name="Name">The name as the RFC spells it.</param>
/// <param name="Type">The type; a reference is a text that compares by case.</param>
/// <param name="Many">True if multi-valued.</param>
/// <param name="Exact">True for caseExact.</param>
/// <param name="ReadOnly">True if a client cannot set it.</param>
/// <param name="Subs">The sub-attributes of a complex one.</param>
internal sealed record ModelAttribute(
    string Name, ModelType Type, bool Many, bool Exact, bool ReadOnly, IReadOnlyList<ModelAttribute> Subs)
{
    public ModelAttribute? Sub(string name) => Subs.FirstOrDefault(sub => sub.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
