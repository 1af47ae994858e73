using System.Globalization;
using System.Text.Json;
using Scim.Operations.Schemas;
using Scim.Protocol.Schemas;

namespace Scim.Console.Schemas;

/// <summary>Schemas in words; those of an attribute are RFC 7643's.</summary>
internal static class SchemaText
{
    /// <summary>How a schema is named on the command line.</summary>
    public static string NameOf(KnownSchema schema) =>
        SchemaNames.All.FirstOrDefault(named => schema.IsBuiltIn && named.Value.Id == schema.Urn).Key ?? schema.Urn;

    /// <summary>An attribute and its sub-attributes, each with its path.</summary>
    public static IEnumerable<(string Path, AttributeDefinition Attribute)> PathsOf(AttributeSet attributes, string above = "") =>
        attributes.SelectMany(attribute => PathsOf(attribute.SubAttributes, $"{above}{attribute.Name}.")
            .Prepend((above + attribute.Name, attribute)));

    /// <summary>An attribute's type.</summary>
    public static string TypeOf(AttributeDefinition attribute) => Word(attribute.Type) + (attribute.MultiValued ? ", multi-valued" : "");

    /// <summary>An attribute's other characteristics (RFC 7643 §7).</summary>
    public static string CharacteristicsOf(AttributeDefinition attribute)
    {
        return string.Join(" · ", All());

        IEnumerable<string> All()
        {
            if (attribute.Required) yield return "required";
            yield return Word(attribute.Mutability);
            yield return $"returned {Word(attribute.Returned)}";
            yield return $"uniqueness {Word(attribute.Uniqueness)}";
            if (attribute.CaseExact) yield return "caseExact";
            if (attribute.CanonicalValues is { Count: > 0 } values)
                yield return $"{(attribute.TakesOnlyCanonical ? "only" : "such as")}: {string.Join(", ", values)}";
            if (attribute.ReferenceTypes is { Count: > 0 } types) yield return $"refers to: {string.Join(", ", types)}";
        }
    }

    /// <summary>A number of attributes.</summary>
    public static string Attributes(int count) =>
        count == 1 ? "1 attribute" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} attributes");

    /// <summary>How many users have values of a schema.</summary>
    public static string Holders(int count) => count switch
    {
        0 => "No user has values of the schema.",
        1 => "1 user has values of the schema.",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count:N0} users have values of the schema."),
    };

    private static string Word<T>(T keyword)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(keyword.ToString());
}
