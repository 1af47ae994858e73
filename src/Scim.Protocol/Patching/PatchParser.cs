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
internal sealed class PatchParser(ReadingRules rules, StepBudget steps)
{
    private static readonly FrozenDictionary<string, PatchKind> Kinds =
        Enum.GetValues<PatchKind>().ToFrozenDictionary(kind => kind.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>A name that turns out to be none costs an exception, which takes far longer than to read it.</summary>
    private const int VisitsOfRefusal = 250;

    private const int VisitsOfOperation = 20;

    /// <summary>For each character of a path with its filter, however many terms these make.</summary>
    private const int StepsOfPathCharacter = 60;

    private readonly ResourceReader _reader = new(rules.Strictness);
    private readonly List<PatchChange> _changes = [];
    private int _operation;
    private int _count;

    private bool IsStrict => rules.Strictness == Strictness.Strict;

    public IReadOnlyList<PatchChange> Parse(JsonElement body)
    {
        var members = new MessageMembers(body, "The body");
        members.RequireSchema(SchemaUris.PatchOp, rules.Strictness);
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
            ReadMembers(kind, value, extension: null, _reader);
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
        var path = PatchPathParser.Parse(text, rules.Type, rules.Strictness);
        if (!path.Attribute.IsKnown)
        {
            if (IsStrict)
                throw new ScimException(ScimError.InvalidPath("The path names a schema that the service does not have."));
            return;
        }
        if (IsReadOnly(path))
            Confirm(kind, path, value);
        else
            Read(kind, path, value, _reader, isAtPath: true);
    }

    /// <summary>A value for a read-only attribute, which a lenient account takes if it is the one that it has.</summary>
    private void Confirm(PatchKind kind, PatchPath path, JsonElement json)
    {
        if (IsStrict || kind == PatchKind.Remove || path.Selector is not null || path.SubAttribute is not null)
            throw new ScimException(ScimError.Mutability($"{NameOf(path)} is read-only."));
        var reader = new ResourceReader(rules.Strictness) { KeepReadOnly = true };
        var value = reader.ReadValue(json, path.Attribute.Target, NameOf(path));
        if (reader.Violations.Count > 0)
            throw new ScimException(ScimError.Mutability($"{NameOf(path)} is read-only."));
        _changes.Add(new PatchChange(_operation, kind, path, new PatchValue(value)) { IsConfirmation = true });
    }

    /// <summary>Reads an object whose keys are attribute names, dotted or qualified names, paths with a filter, or URNs.</summary>
    private void ReadMembers(PatchKind kind, JsonElement json, AttributeDefinition? extension, ResourceReader reader)
    {
        if (!IsStrict && json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 1)
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
                ReadMembers(kind, property.Value, extension: null, reader);
            else if (MemberPath(property.Name, extension) is not { Attribute.IsKnown: true } path)
                reader.Unknown(property.Name);
            else if (!IsReadOnly(path))
                Read(kind, path, property.Value, reader, isAtPath: false);
        }
    }

    private PatchPath? MemberPath(string name, AttributeDefinition? extension)
    {
        if ((extension?.SubAttributes ?? rules.Type.Attributes).Find(name) is { } attribute)
            return new PatchPath(extension is null ? new AttributePath(attribute) : new AttributePath(extension, attribute), null, null);
        if (name.AsSpan().IndexOfAny('.', ':', '[') < 0)
        {
            return extension is null && !IsStrict && rules.Type.FindShort(name) is { } found
                ? new PatchPath(new AttributePath(found.Extension, found.Attribute), null, null)
                : null;
        }
        try
        {
            return PatchPathParser.Parse(extension is null ? name : $"{extension.Name}:{name}", rules.Type, rules.Strictness);
        }
        catch (ScimException)
        {
            steps.SpendVisits(VisitsOfRefusal);
            return null;
        }
    }

    private void Read(PatchKind kind, PatchPath path, JsonElement json, ResourceReader reader, bool isAtPath)
    {
        var target = path.SubAttribute ?? path.Attribute.Target;
        if (target.IsExtension && kind != PatchKind.Remove && !ResourceReader.IsUnassigned(json))
        {
            var (members, inner) = reader.Opened(json, target);
            ReadMembers(kind, members, target, inner);
            return;
        }
        if (kind != PatchKind.Remove && JsonForValue(path, json) is { } text)
            (path, json) = AppRolePath(path, text, json);
        target = path.SubAttribute ?? path.Attribute.Target;
        var value = ReadValue(kind, path, target, json, reader);
        if (target == UserResource.Active && value.IsUnassigned)
        {
            if (isAtPath)
                throw new ScimException(ScimError.InvalidValue("active always has a value. Send true or false."));
            return;
        }
        if ((rules.Type.Requires(target) && value.IsUnassigned) || value.Cleared.Any(rules.Type.Requires))
            throw new ScimException(ScimError.Mutability($"{NameOf(path)} is required, or has parts that are, and cannot be removed."));
        if (path.Attribute.Steps[0] is var root && root != UserResource.Password && root != UserResource.Schemas)
            _changes.Add(new PatchChange(_operation, kind, path, value));
    }

    /// <summary>The text that looks like JSON where the <c>value</c> of an entry is meant; null for any other value.</summary>
    private static string? JsonForValue(PatchPath path, JsonElement json) =>
        path.SubAttribute is { } part
        && part == path.Attribute.Target.ValueSubAttribute
        && json.ValueKind == JsonValueKind.String
        && SimpleReader.TryGetString(json, out var text)
        && JsonText.LooksLike(text, path.Attribute.Target) ? text : null;

    /// <summary>The path and value of an app role whose JSON stands at <c>roles[…].value</c>: the entry and all that it holds.</summary>
    private (PatchPath Path, JsonElement Json) AppRolePath(PatchPath path, string text, JsonElement json)
    {
        var role = IsStrict || path.Attribute.Target != UserResource.Roles
            ? null
            : AppRole.Read(ComplexValue.Empty(UserResource.Roles.SubAttributes), text);
        if (role is null)
            throw new ScimException(ScimError.InvalidValue(ResourceReader.NotThis(NameOf(path))));
        return path.Selector is null
            ? (path, JsonSerializer.SerializeToElement((string?)role[UserResource.Roles.ValueSubAttribute!])) // Roles have a value.
            : (path with { SubAttribute = null }, json);
    }

    private static PatchValue ReadValue(PatchKind kind, PatchPath path, AttributeDefinition target, JsonElement json, ResourceReader reader)
    {
        if (target.MultiValued && path.Selector is null)
            return PatchValue.ReadList(json, target, NameOf(path), reader);
        return kind == PatchKind.Remove ? PatchValue.None : PatchValue.ReadSingle(json, target, NameOf(path), reader);
    }

    private void Count()
    {
        steps.SpendVisits(VisitsOfOperation);
        if (++_count > PatchRequest.MaxOperations)
            throw new ScimException(ScimError.PayloadTooLarge($"A PATCH takes at most {PatchRequest.MaxOperations:N0} operations."));
    }

    private static bool IsCoreSchema(string text) => text.Equals(UserType.Schema.Id, StringComparison.OrdinalIgnoreCase);

    private static bool IsReadOnly(PatchPath path) =>
        path.Attribute.Steps.Append(path.SubAttribute).Any(step => step?.Mutability == Mutability.ReadOnly);

    private static string NameOf(PatchPath path) =>
        path.SubAttribute is null ? path.Attribute.ToString() : $"{path.Attribute}.{path.SubAttribute}";
}
