using System.Text.Json.Nodes;
using Scim.Model.Schemas;
using Scim.Model.Service;
using Scim.Model.Texts;

namespace Scim.Model.Patching;

/// <summary>Operations of a PATCH on an attribute that has one value (RFC 7644 §3.5.2).</summary>
/// <param name="world">The account.</param>
/// <param name="choices">Open questions.</param>
/// <param name="values">Reads values.</param>
internal sealed class ModelSingleChange(World world, Choices choices, ValueReader values)
{
    /// <summary>Applies an operation to an attribute or a sub-attribute.</summary>
    /// <param name="op">add, remove or replace.</param>
    /// <param name="name">Which.</param>
    /// <param name="value">The value that was sent.</param>
    /// <param name="home">The object that has the attribute.</param>
    public void Apply(string op, ModelName name, JsonNode? value, JsonObject home)
    {
        var attribute = name.Attribute!;
        if (name.Sub is { } sub)
        {
            var parent = home[attribute.Name] as JsonObject ?? [];
            var hadValue = parent["value"] is not null;
            SetOrRemove(op, sub, value, parent, IsRequired(name));
            if (hadValue && parent["value"] is null)
                parent.Clear(); // What is left of a manager would be nobody.
            home[attribute.Name] = parent.Count > 0 ? (parent.Parent is null ? parent : parent.DeepClone()) : null;
            if (parent.Count == 0)
                home.Remove(attribute.Name);
        }
        else if (attribute.Type == ModelType.Complex && op != "remove" && values.Read(attribute, value) is JsonObject read)
        {
            Merge(attribute, value, read, home);
        }
        else
        {
            SetOrRemove(op, attribute, value, home, IsRequired(name));
        }
    }

    // RFC 7644 §3.5.2.3: sub-attributes that are not named stay.
    private void Merge(ModelAttribute attribute, JsonNode? value, JsonObject read, JsonObject home)
    {
        if (value is JsonArray { Count: 1 } list)
            value = list[0]?.DeepClone();
        else if (!world.Strict && ValueReader.Text(value) is { } text && TextAsJson.Parse(text) is JsonObject inner)
            value = inner;
        var plain = attribute.Name == "manager" && value is not JsonObject;
        var old = home[attribute.Name] as JsonObject ?? [];
        var merged = plain && old.Count > 0 && world.Policy(choices, "a manager given by its value alone loses its $ref") == 0
            ? (JsonObject)read.DeepClone()
            : ModelRules.Merged(old, read);
        if (value is JsonObject sent)
        {
            foreach (var (name, member) in sent)
            {
                if (attribute.Sub(name) is not { } sub || !(member is null or JsonArray { Count: 0 } || ValueReader.Text(member) == ""))
                    continue;
                if (IsRequired(new(ModelFound.Attribute, null, attribute, sub)) && !choices.Either())
                    throw Refusal.Of("mutability", "invalidValue");
                merged.Remove(sub.Name);
            }
        }
        if (old["value"] is not null && merged["value"] is null)
            merged.Clear();
        home[attribute.Name] = merged;
        if (merged.Count == 0)
            home.Remove(attribute.Name);
    }

    private void SetOrRemove(string op, ModelAttribute attribute, JsonNode? value, JsonObject home, bool required)
    {
        if (op == "remove")
        {
            if (required)
                throw Refusal.Of("mutability", "invalidValue");
            home.Remove(attribute.Name);
        }
        else if (values.Read(attribute, value) is { } read && read is not JsonObject { Count: 0 })
        {
            home[attribute.Name] = read;
        }
        else if (value is not JsonObject)
        {
            Unassign(op, attribute, home, required);
        }
    }

    // RFC 7644 §3.5.2.1 has add add; product.md 7 has null and "" mean unassigned.
    private void Unassign(string op, ModelAttribute attribute, JsonObject home, bool required)
    {
        if (op == "add" && world.Policy(choices, "add of nothing to a single value unassigns it") == 1)
            return;
        if (required && !choices.Either())
            throw Refusal.Of("mutability", "invalidValue");
        home.Remove(attribute.Name);
    }

    private bool IsRequired(ModelName name) =>
        name is { Urn: null, Attribute.Name: "userName" }
        || (world.NamesRequired && name is { Urn: null, Attribute.Name: "name", Sub: null or { Name: "givenName" or "familyName" } });
}
