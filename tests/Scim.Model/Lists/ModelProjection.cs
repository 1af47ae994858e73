using System.Text.Json.Nodes;
using Scim.Model.Schemas;
using Scim.Model.Service;

namespace Scim.Model.Lists;

/// <summary><c>attributes</c> and <c>excludedAttributes</c> (RFC 7644 §3.9; product.md 22, 25).</summary>
internal sealed class ModelProjection
{
    private readonly List<ModelName> _names = [];
    private readonly bool _excludes;

    private ModelProjection(bool excludes) => _excludes = excludes;

    /// <summary>Null where the whole user is asked for.</summary>
    public static ModelProjection? Read(World world, string? attributes, string? excluded)
    {
        if (!string.IsNullOrEmpty(attributes) && !string.IsNullOrEmpty(excluded))
            throw Refusal.InvalidValue();
        var asked = string.IsNullOrEmpty(attributes) ? excluded : attributes;
        if (string.IsNullOrEmpty(asked))
            return null;
        var projection = new ModelProjection(string.IsNullOrEmpty(attributes));
        foreach (var name in asked.Split(','))
            projection.Add(world, name.Trim());
        return projection;
    }

    /// <summary>What is left of a user.</summary>
    public JsonObject Apply(JsonObject user)
    {
        var left = new JsonObject();
        foreach (var attribute in ModelSchema.Core)
            Take(user, left, null, attribute);
        foreach (var (urn, attributes) in ModelSchema.Extensions)
        {
            foreach (var attribute in attributes)
                Take(user, left, urn, attribute);
        }
        return left;
    }

    private void Add(World world, string name)
    {
        if (name.IndexOf('[', StringComparison.Ordinal) is > 0 and var open)
        {
            if (world.Strict)
                throw Refusal.Of("invalidValue", "invalidPath", "invalidSyntax", "invalidFilter");
            name = name[..open];
        }
        var found = ModelName.Resolve(world, name);
        if (found.Found == ModelFound.Schema)
            _names.AddRange(ModelSchema.Of(found.Urn).Select(attribute => new ModelName(ModelFound.Attribute, found.Urn, attribute)));
        else if (found.Found == ModelFound.Attribute)
            _names.Add(found);
    }

    private void Take(JsonObject user, JsonObject left, string? urn, ModelAttribute attribute)
    {
        if (ModelRules.Home(user, urn)?[attribute.Name] is not { } value)
            return;
        var named = _names.Where(name => name.Urn == urn && name.Attribute == attribute).ToList();
        var whole = named.Any(name => name.Sub is null);
        var subs = named.Select(name => name.Sub).OfType<ModelAttribute>().ToList();
        JsonNode? taken = attribute.Name is "id" or "schemas" ? value.DeepClone()
            : whole ? (_excludes ? null : value.DeepClone())
            : subs.Count == 0 ? (_excludes ? value.DeepClone() : null)
            : Part(value, sub => subs.Exists(item => item.Name == sub) != _excludes);
        if (taken is not null)
            ModelRules.Home(left, urn, create: true)![attribute.Name] = taken;
    }

    private static JsonNode? Part(JsonNode value, Func<string, bool> keeps)
    {
        if (value is JsonArray list)
        {
            var parts = new JsonArray([.. list.Select(entry => Part(entry!, keeps)).OfType<JsonNode>()]);
            return parts.Count > 0 ? parts : null;
        }
        var part = (JsonObject)value.DeepClone();
        foreach (var name in part.Select(pair => pair.Key).Where(name => !keeps(name)).ToList())
            part.Remove(name);
        return part.Count > 0 ? part : null;
    }
}
