using System.Collections.Frozen;
using System.Text.Json;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Messages;
using Scim.Protocol.Paths;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Patching;

/// <summary>Reads the operations of a PATCH body, in every form that connectors give them, into changes.</summary>
internal sealed class PatchParser(ResourceTypeDefinition type, Strictness strictness, StepBudget steps)
{
    private static readonly FrozenDictionary<string, PatchKind> Kinds =
        Enum.GetValues<PatchKind>().ToFrozenDictionary(kind => kind.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>A name that turns out to be none costs an exception, which takes far longer than to read it.</summary>
    private const int VisitsOfRefusal = 250;

    private const int VisitsOfOperation = 20;

    /// <summary>For each character of a path with its filter, however many terms these make.</summary>
    private const int StepsOfPathCharacter = 60;

    private readonly ResourceReader _reader = new(strictness);
    private readonly List<PatchChange> _changes = [];
    private int _operation;
    private int _count;

    public IReadOnlyList<PatchChange> Parse(JsonElement body)
    {
        var members = new MessageMembers(body, "The body");
        var schemas = members.Texts("schemas");
        if (strictness == Strictness.Strict && schemas.Count > 0 && !schemas.Contains(SchemaUris.PatchOp, StringComparer.OrdinalIgnoreCase))
            throw new ScimException(ScimError.InvalidSyntax($"schemas must name {SchemaUris.PatchOp}."));
        var operations = members.Raw("Operations");
        if (operations.ValueKind != JsonValueKind.Array || operations.GetArrayLength() == 0)
            throw new ScimException(ScimError.InvalidSyntax("Operations must be a list of one operation or more."));
        foreach (var operation in operations.EnumerateArray())
        {
            _operation++;
            try
            {
                ReadOperation(operation);
            }
            catch (ScimException refusal)
            {
                throw refusal.AtOperation(_operation);
            }
        }
        _reader.ThrowIfInvalid();
        return _changes;
    }

    private void ReadOperation(JsonElement json)
    {
        Count();
        var members = new MessageMembers(json, "It");
        if (members.Text("op") is not { } op || !Kinds.TryGetValue(op, out var kind))
            throw new ScimException(ScimError.InvalidSyntax("op must be add, remove or replace."));
        var value = members.Raw("value");
        if (value.ValueKind == JsonValueKind.Undefined && kind != PatchKind.Remove)
            throw new ScimException(ScimError.InvalidValue("value is missing. Send null to unassign an attribute."));
        var path = PathOf(members);
        if (path.Length > 0 && !IsCoreSchema(path))
            ReadAtPath(kind, path, value);
        else if (kind == PatchKind.Remove)
            throw new ScimException(ScimError.NoTarget("remove needs the path of an attribute."));
        else
            ReadMembers(kind, value, extension: null);
    }

    private static string PathOf(MessageMembers members) => members.Raw("path") switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!.Trim(), // The kind was checked: a JSON string is never null.
        _ => throw new ScimException(ScimError.InvalidPath("path must be a string.")),
    };

    private void ReadAtPath(PatchKind kind, string text, JsonElement value)
    {
        steps.Spend((long)text.Length * StepsOfPathCharacter);
        var path = PatchPathParser.Parse(text, type);
        if (!path.Attribute.IsKnown)
        {
            if (strictness == Strictness.Strict)
                throw new ScimException(ScimError.InvalidPath("The path names a schema that the service does not have."));
            return;
        }
        if (IsReadOnly(path))
            throw new ScimException(ScimError.Mutability($"{NameOf(path)} is read-only."));
        Read(kind, path, value);
    }

    /// <summary>Reads an object whose keys are attribute names, dotted or qualified names, paths with a filter, or URNs.</summary>
    private void ReadMembers(PatchKind kind, JsonElement json, AttributeDefinition? extension)
    {
        if (json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 1)
            json = json[0];
        if (json.ValueKind != JsonValueKind.Object)
            throw new ScimException(ScimError.InvalidValue("Without the path of an attribute, value must be an object of attributes."));
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in json.EnumerateObject())
        {
            Count();
            if (!seen.Add(property.Name))
                throw new ScimException(ScimError.InvalidSyntax("value has the same key twice."));
            if (extension is null && IsCoreSchema(property.Name))
                ReadMembers(kind, property.Value, extension: null);
            else if (MemberPath(property.Name, extension) is not { Attribute.IsKnown: true } path)
                _reader.Unknown(property.Name);
            else if (!IsReadOnly(path))
                Read(kind, path, property.Value);
        }
    }

    private PatchPath? MemberPath(string name, AttributeDefinition? extension)
    {
        if ((extension?.SubAttributes ?? type.Attributes).Find(name) is { } attribute)
            return new PatchPath(extension is null ? new AttributePath(attribute) : new AttributePath(extension, attribute), null, null);
        if (name.AsSpan().IndexOfAny('.', ':', '[') < 0)
            return null;
        try
        {
            return PatchPathParser.Parse(extension is null ? name : $"{extension.Name}:{name}", type);
        }
        catch (ScimException)
        {
            steps.SpendVisits(VisitsOfRefusal);
            return null;
        }
    }

    private void Read(PatchKind kind, PatchPath path, JsonElement json)
    {
        var target = path.SubAttribute ?? path.Attribute.Target;
        if (target.IsExtension && kind != PatchKind.Remove && !ResourceReader.IsUnassigned(json))
        {
            ReadMembers(kind, json, target);
            return;
        }
        var value = ReadValue(kind, path, target, json);
        if ((target.Required && value.IsUnassigned) || value.Cleared.Any(cleared => cleared.Required))
            throw new ScimException(ScimError.Mutability($"{NameOf(path)} is required, or has parts that are, and cannot be removed."));
        if (target.Mutability != Mutability.WriteOnly && path.Attribute.Steps[0] != type.Attributes.Require("schemas"))
            _changes.Add(new PatchChange(_operation, kind, path, value));
    }

    private PatchValue ReadValue(PatchKind kind, PatchPath path, AttributeDefinition target, JsonElement json)
    {
        if (target.MultiValued && path.Selector is null)
            return PatchValue.ReadList(json, target, NameOf(path), _reader);
        return kind == PatchKind.Remove ? PatchValue.None : PatchValue.ReadSingle(json, target, NameOf(path), _reader);
    }

    private void Count()
    {
        steps.SpendVisits(VisitsOfOperation);
        if (++_count > PatchRequest.MaxOperations)
            throw new ScimException(ScimError.PayloadTooLarge($"A PATCH takes at most {PatchRequest.MaxOperations:N0} operations."));
    }

    private bool IsCoreSchema(string text) => text.Equals(type.Schema.Id, StringComparison.OrdinalIgnoreCase);

    private static bool IsReadOnly(PatchPath path) =>
        path.Attribute.Steps.Append(path.SubAttribute).Any(step => step?.Mutability == Mutability.ReadOnly);

    private static string NameOf(PatchPath path) =>
        path.SubAttribute is null ? path.Attribute.ToString() : $"{path.Attribute}.{path.SubAttribute}";
}
