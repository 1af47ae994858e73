using System.Text.Json.Nodes;
using Scim.Model.Schemas;

namespace Scim.Model.Service;

/// <summary>The body of a POST or PUT (RFC 7644 §3.3, §3.5.1; product.md 16, 17, 21 to 23).</summary>
internal sealed class BodyReader(World world, Choices choices)
{
    private readonly ValueReader _values = new(world, choices);

    /// <summary>What is stored of the body, and whether it has no <c>emails</c> key.</summary>
    public (JsonObject Attributes, bool EmailsDerived) Read(JsonObject body)
    {
        var read = new JsonObject();
        var derived = true;
        var faults = new Faults();
        foreach (var (name, value) in ValueReader.Members(body))
            faults.Try(() => derived &= !ReadMember(read, name, value));
        faults.Try(() => ModelRules.Check(world, read));
        foreach (var (_, attribute, list) in ModelRules.Lists(read))
            faults.Try(() => ModelRules.CheckPrimary(world, choices, attribute, list));
        faults.Throw();
        ModelRules.Tidy(world, choices, read);
        return (read, derived);
    }

    // True if it is emails with a value.
    private bool ReadMember(JsonObject read, string name, JsonNode? value)
    {
        if (name.Equals("schemas", StringComparison.OrdinalIgnoreCase))
            return false;
        if (name.StartsWith("urn:", StringComparison.OrdinalIgnoreCase))
            return ReadSchema(read, name, value);
        if (name.Contains('.', StringComparison.Ordinal)
            || ModelName.Resolve(world, name) is not { Found: ModelFound.Attribute } found)
        {
            if (world.Strict)
                throw Refusal.Of("invalidSyntax");
            return false;
        }
        Set(read, found, value);
        return found.Attribute!.Name == "emails" && value is not null
            && (ValueReader.Text(value) != "" || world.Policy(choices, "emails set to the empty text are as absent") == 1);
    }

    private bool ReadSchema(JsonObject read, string name, JsonNode? value)
    {
        var found = ModelName.Resolve(world, name);
        if (found.Found != ModelFound.Schema || (found.Urn is null && world.Strict))
        {
            if (world.Strict)
                throw Refusal.Of("invalidSyntax", "invalidValue");
            return false;
        }
        if (value is null || ValueReader.Text(value) == "")
            return false;
        if (ValueReader.Text(value) is { } text && Texts.TextAsJson.Parse(text) is JsonObject parsed && !world.Strict)
            value = parsed;
        if (value is not JsonObject item)
            throw Refusal.Of("invalidValue", "invalidSyntax");
        var emails = false;
        var faults = new Faults();
        foreach (var (member, inner) in ValueReader.Members(item))
        {
            faults.Try(() =>
            {
                if (found.Urn is null)
                    emails |= ReadMember(read, member, inner);
                else if (ModelSchema.Find(found.Urn, member) is { } attribute)
                    Set(read, new(ModelFound.Attribute, found.Urn, attribute), inner);
                else if (world.Strict)
                    throw Refusal.Of("invalidSyntax");
            });
        }
        faults.Throw();
        return emails;
    }

    private void Set(JsonObject read, ModelName found, JsonNode? value)
    {
        if (found.ReadOnly)
            return;
        if (_values.Read(found.Attribute!, value) is { } item && found.Attribute!.Name != "password" && item is not JsonObject { Count: 0 })
            ModelRules.Home(read, found.Urn, create: true)![found.Attribute.Name] = item;
    }
}
