using System.Text.Json;
using Scim.Protocol.Errors;
using Scim.Protocol.Messages;
using Scim.Protocol.Patching;
using Scim.Protocol.Paths;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Bulk;

/// <summary>
/// A place in the data of an operation, told by the attribute that it is the value of. A reference to a resource may stand where an
/// attribute refers to one: in its <c>value</c> and its <c>$ref</c>, as <c>manager.value</c> (RFC 7644 §3.7.2).
/// </summary>
internal abstract record ReferencePlace
{
    /// <summary>Whether a text that stands here may be a reference.</summary>
    public virtual bool TakesReference => false;

    /// <summary>Where the data of an operation begins.</summary>
    /// <param name="method">The operation's method.</param>
    /// <param name="type">What a user of the account has.</param>
    public static ReferencePlace Start(string method, UserType type) => method == "PATCH" ? new Message(type) : new Root(type);

    /// <summary>The place of a member of the object that stands here.</summary>
    /// <param name="name">The key of the member.</param>
    /// <param name="holder">The object.</param>
    public virtual ReferencePlace Member(string name, JsonElement holder) => new Other();

    private static ReferencePlace At(AttributePath path, AttributeDefinition? subAttribute = null)
    {
        if (!path.IsKnown)
            return new Other();
        if (subAttribute is not null)
            return new Attribute(subAttribute, path.Target);
        return new Attribute(path.Target, path.Steps.Count > 1 ? path.Steps[^2] : null);
    }

    /// <summary>A PATCH, and each of its operations.</summary>
    private sealed record Message(UserType Type) : ReferencePlace
    {
        public override ReferencePlace Member(string name, JsonElement holder)
        {
            if (name.Equals("Operations", StringComparison.OrdinalIgnoreCase))
                return this;
            return name.Equals("value", StringComparison.OrdinalIgnoreCase) ? Target(holder) : new Other();
        }

        private ReferencePlace Target(JsonElement operation)
        {
            try
            {
                var path = new MessageMembers(operation, "It").Text("path")?.Trim();
                if (string.IsNullOrEmpty(path) || path.Equals(UserType.Schema.Id, StringComparison.OrdinalIgnoreCase))
                    return new Root(Type);
                var parsed = PatchPathParser.Parse(path, Type);
                return At(parsed.Attribute, parsed.SubAttribute);
            }
            catch (ScimException)
            {
                // The operation is refused for its path when it is its turn.
                return new Other();
            }
        }
    }

    /// <summary>A user, or the value of a PATCH operation without path.</summary>
    private sealed record Root(UserType Type) : ReferencePlace
    {
        public override ReferencePlace Member(string name, JsonElement holder) =>
            name.Equals(UserType.Schema.Id, StringComparison.OrdinalIgnoreCase)
                ? this
                : At(AttributePathParser.Parse(name, Type) ?? AttributePath.Unknown);
    }

    private sealed record Attribute(AttributeDefinition Definition, AttributeDefinition? Parent) : ReferencePlace
    {
        public override bool TakesReference =>
            Refers(Definition) || (Parent is not null && Refers(Parent) && Definition.Name is "value" or "$ref");

        public override ReferencePlace Member(string name, JsonElement holder)
        {
            if (AttributePathParser.ResolveWithin(name, Definition.SubAttributes, out var path) != PathResolution.Known)
                return new Other();
            return path.Steps is [var only] ? new Attribute(only, Definition) : At(path);
        }

        /// <summary>Whether values of the attribute are other resources, which their <c>$ref</c> says.</summary>
        private static bool Refers(AttributeDefinition attribute) =>
            attribute.SubAttributes.Find("$ref") is { } reference
            && reference.ReferenceTypes.Any(target => target is not ("external" or "uri"));
    }

    private sealed record Other : ReferencePlace;
}
