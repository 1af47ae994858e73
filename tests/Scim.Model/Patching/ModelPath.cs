using System.Text.Json.Nodes;
using Scim.Model.Filters;
using Scim.Model.Schemas;
using Scim.Model.Service;

namespace Scim.Model.Patching;

/// <summary>A path of RFC 7644 §3.5.2 (figure 7), read.</summary>
/// <param name="Name">What is named, with the sub-attribute behind brackets too.</param>
/// <param name="Entries">The filter in brackets; null for none.</param>
internal sealed record ModelPath(ModelName Name, ModelFilter? Entries)
{
    /// <summary>Reads a path; null for one of an unknown schema, which is ignored.</summary>
    public static ModelPath? Read(World world, Choices choices, string path)
    {
        var open = path.IndexOf('[', StringComparison.Ordinal);
        var name = ModelName.Resolve(world, open < 0 ? path : path[..open]);
        if (name.Found == ModelFound.UnknownSchema)
            return world.Strict ? throw Refusal.Of("invalidPath") : null;
        if (name.Found == ModelFound.UnknownAttribute)
            throw Refusal.Of("invalidPath");
        if (open < 0)
            return new(name, null);
        var close = FilterReader.Closing(path, open);
        if (close < 0 || name is not { Attribute: { Type: ModelType.Complex } attribute, Sub: null }
            || (!attribute.Many && !attribute.ReadOnly))
            throw Refusal.Of("invalidPath", "invalidFilter");
        var entries = ReadEntries(world, choices, path[(open + 1)..close], attribute);
        if (close == path.Length - 1)
            return new(name, entries);
        var sub = path[close + 1] == '.' ? attribute.Sub(path[(close + 2)..]) : null;
        return new(name with { Sub = sub ?? throw Refusal.Of("invalidPath") }, entries);
    }

    // RFC 7644 §3.12 has invalidFilter for a path's filter, §3.5.2 invalidPath for the path.
    private static ModelFilter ReadEntries(World world, Choices choices, string text, ModelAttribute attribute)
    {
        try
        {
            return FilterReader.Read(world, choices, text, attribute);
        }
        catch (Refusal)
        {
            throw Refusal.Of("invalidPath", "invalidFilter");
        }
    }

    /// <summary>
    /// The entry that is created where none matches (product.md 5): for equality on <c>type</c> or <c>primary</c>, alone or joined by
    /// <c>and</c>. Null for any other filter.
    /// </summary>
    public JsonObject? Created()
    {
        var entry = new JsonObject();
        return Fill(Entries!, entry) ? entry : null;
    }

    private static bool Fill(ModelFilter filter, JsonObject entry)
    {
        if (filter is ModelAndFilter and)
            return Fill(and.Left, entry) && Fill(and.Right, entry);
        if (filter is not CompareFilter { Operator: "eq", Literal: { } literal, Name.Attribute.Name: "type" or "primary" } compare)
            return false;
        var name = compare.Name.Attribute!.Name;
        if (entry[name] is { } there && there.ToJsonString() != literal.ToJsonString())
            return false;
        entry[name] = literal.DeepClone();
        return true;
    }
}
