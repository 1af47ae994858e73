using Scim.Protocol.Schemas;

namespace Scim.Operations.Schemas;

/// <summary>The names of the product's own schemas.</summary>
public static class SchemaNames
{
    /// <summary>Each by its name.</summary>
    public static IReadOnlyDictionary<string, SchemaDefinition> All { get; } = new Dictionary<string, SchemaDefinition>
    {
        ["enterprise"] = UserExtensions.Enterprise,
        ["talkdesk"] = UserExtensions.Talkdesk,
    };

    /// <summary>The schema of that name or URN, compared without case; null if it is none of the product's own.</summary>
    public static SchemaDefinition? Find(string schema) => UserExtensions.Find(UrnOf(schema));

    /// <summary>The URN that a name stands for; any other text as it is.</summary>
    public static string UrnOf(string schema) =>
        All.FirstOrDefault(named => named.Key.Equals(schema, StringComparison.OrdinalIgnoreCase)).Value?.Id ?? schema;
}
