using System.Text.Json.Nodes;
using Scim.Model.Schemas;
using Scim.Model.Service;
using Scim.Model.Texts;

namespace Scim.Model.Patching;

/// <summary>Operations of a PATCH on one user, one after the other (RFC 7644 §3.5.2; product.md 1 to 8, 22 to 28).</summary>
internal sealed class PatchRun
{
    private const string MessageUrn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    private readonly World _world;
    private readonly Choices _choices;
    private readonly JsonObject _answered;
    private readonly ModelListChange _lists;
    private readonly ModelSingleChange _singles;
    private readonly ValueReader _values;

    /// <param name="world">The account.</param>
    /// <param name="choices">Open questions.</param>
    /// <param name="user">The user before; not changed.</param>
    public PatchRun(World world, Choices choices, ModelUser user)
    {
        (_world, _choices) = (world, choices);
        _answered = UserView.Of(user);
        _values = new ValueReader(world, choices);
        User = UserView.Stored(user);
        EmailsDerived = user.EmailsDerived;
        _lists = new ModelListChange(world, choices, _values);
        _singles = new ModelSingleChange(world, choices, _values);
    }

    /// <summary>The user as it becomes, with its e-mail addresses as they are seen.</summary>
    public JsonObject User { get; }

    public bool EmailsDerived { get; private set; }

    /// <summary>True if <c>active</c> was set to false.</summary>
    public bool Deactivates { get; private set; }

    /// <summary>Applies a message. Several faults may each be the one that is told.</summary>
    public void Apply(JsonObject message)
    {
        CheckSchemas(message["schemas"]);
        var operations = Member(message, "Operations");
        if (operations is not JsonArray list)
            throw Refusal.Of("invalidSyntax", "invalidValue");
        if (list.Count == 0)
            _choices.MayRefuse("invalidSyntax", "invalidValue");
        var faults = new Faults();
        foreach (var operation in list)
            faults.Try(() => Apply(operation as JsonObject ?? throw Refusal.Of("invalidSyntax"), faults));
        ModelRules.Tidy(_world, _choices, User);
        faults.Try(() => ModelRules.Check(_world, User));
        faults.Throw();
    }

    // product.md 27.
    private void CheckSchemas(JsonNode? schemas)
    {
        if (schemas is null || (schemas is JsonArray { Count: 0 } && _choices.Either())) // RFC 7643 §2.5: [] is as absent.
        {
            if (_world.Strict)
                throw Refusal.Of("invalidSyntax");
        }
        else if (schemas is not JsonArray list || !list.Any(urn => ValueReader.Text(urn) == MessageUrn))
        {
            throw Refusal.Of("invalidSyntax");
        }
    }

    private void Apply(JsonObject operation, Faults faults)
    {
        var op = ValueReader.Text(Member(operation, "op"))?.ToLowerInvariant();
        if (op is not ("add" or "remove" or "replace"))
            throw Refusal.Of("invalidSyntax", "invalidValue");
        var pathNode = Member(operation, "path");
        if (pathNode is not null && ValueReader.Text(pathNode) is null)
            throw Refusal.Of("invalidSyntax", "invalidPath");
        var path = ValueReader.Text(pathNode);
        if (path == "" && _world.Policy(_choices, "an empty path is none") == 1)
            throw Refusal.Of("invalidPath");
        var hasValue = operation.Any(pair => pair.Key.Equals("value", StringComparison.OrdinalIgnoreCase));
        var value = Member(operation, "value");
        if (string.IsNullOrEmpty(path))
            ApplyAll(op, value, faults);
        else if (op != "remove" && !hasValue)
            throw Refusal.Of("invalidValue", "invalidSyntax");
        else if (ModelPath.Read(_world, _choices, path) is { } target)
            Apply(op, target, value, inObject: false);
    }

    // product.md 3: an object whose keys may be dotted or URN-qualified.
    private void ApplyAll(string op, JsonNode? value, Faults faults)
    {
        if (op == "remove")
            throw Refusal.Of("noTarget");
        if (!_world.Strict && (value is JsonArray { Count: 1 } || (ValueReader.Text(value) is { } text && TextAsJson.Looks(text))))
        {
            _choices.MayRefuse("invalidValue", "invalidSyntax"); // product.md 23 and 24 speak of attributes.
            value = value is JsonArray list ? list[0] : TextAsJson.Parse(ValueReader.Text(value) ?? "");
        }
        if (value is not JsonObject item)
            throw Refusal.Of("invalidValue", "invalidSyntax");
        foreach (var (name, member) in ValueReader.Members(item))
            faults.Try(() => ApplyMember(op, name, member));
    }

    private void ApplyMember(string op, string name, JsonNode? value)
    {
        if (name.Equals("schemas", StringComparison.OrdinalIgnoreCase))
            return;
        var found = ModelName.Resolve(_world, name);
        if (found.Found is ModelFound.UnknownAttribute or ModelFound.UnknownSchema)
        {
            if (_world.Strict)
                throw Refusal.Of("invalidSyntax", "invalidPath");
        }
        else if (!found.ReadOnly)
        {
            Apply(op, new ModelPath(found, null), value, inObject: true);
        }
        else if (_world.Strict)
        {
            _choices.MayRefuse("mutability", "invalidSyntax", "invalidPath"); // Bodies ignore it, and "all of these are refused".
        }
    }

    private void Apply(string op, ModelPath target, JsonNode? value, bool inObject)
    {
        if (target.Name.Found == ModelFound.Schema)
            ApplySchema(op, target.Name.Urn, value);
        else if (target.Name.ReadOnly)
            ApplyReadOnly(op, target, value);
        else
            ApplyAttribute(op, target, value, inObject);
    }

    private void ApplySchema(string op, string? urn, JsonNode? value)
    {
        if (op == "remove" || value is null || ValueReader.Text(value) == "")
        {
            if (urn is null)
                throw Refusal.Of("mutability", "invalidValue", "noTarget", "invalidPath");
            if (op == "add" && _world.Policy(_choices, "add of nothing to a single value unassigns it") == 1)
                return;
            User.Remove(urn);
            return;
        }
        if (value is not JsonObject item)
            throw Refusal.Of("invalidValue", "invalidSyntax");
        var faults = new Faults();
        foreach (var (name, member) in ValueReader.Members(item))
            faults.Try(() => ApplyMember(op, urn is null ? name : $"{urn}:{name}", member));
        faults.Throw();
    }

    // product.md 26.
    private void ApplyReadOnly(string op, ModelPath target, JsonNode? value)
    {
        var same = op != "remove" && !_world.Strict && target.Entries is null && value is not null
            && Canonical.Same(Current(_answered, target.Name), value);
        if (!same)
            throw Refusal.Of("mutability");
    }

    private void ApplyAttribute(string op, ModelPath target, JsonNode? value, bool inObject)
    {
        var attribute = target.Name.Attribute!;
        if (attribute.Name == "active")
        {
            ApplyActive(op, value, inObject);
            return;
        }
        if (attribute.Name == "password")
        {
            if (op != "remove")
                _values.Read(attribute, value);
            return;
        }
        var before = Canonical.Of(ModelRules.Content(User["emails"]));
        var home = ModelRules.Home(User, target.Name.Urn, create: true)!;
        if (attribute.Many)
            _lists.Apply(op, target, value, home);
        else
            _singles.Apply(op, target.Name, value, home);
        if (target.Name.Urn is { } urn && home.Count == 0)
            User.Remove(urn);
        if (!EmailsDerived)
            return;
        if (attribute.Name == "emails")
            EmailsDerived = Canonical.Of(ModelRules.Content(User["emails"])) == before && StaysDerived(op, target, value);
        else if (attribute.Name == "userName")
            UserView.ShowEmails(User, EmailsDerived);
    }

    // product.md, emails: the derived entry is seen as if stored, so that what is the same after an operation was not changed by it
    // (RFC 7644 §3.5.2.1); what a client clears stays cleared.
    private bool StaysDerived(string op, ModelPath target, JsonNode? value)
    {
        if (ModelRules.Content(User["emails"]).Count > 0)
            return true;
        if (target.Entries is not null)
            return _choices.Either();
        if (value is JsonArray { Count: 0 })
            return op == "add" || (op == "remove" && _choices.Either());
        return value is not null && ValueReader.Text(value) != "" && _choices.Either(); // Of labels alone it is open.
    }

    private void ApplyActive(string op, JsonNode? value, bool inObject)
    {
        if (op == "remove" || value is null or JsonArray { Count: 0 } || ValueReader.Text(value) == "")
        {
            if (value is JsonArray)
                _choices.MayRefuse("invalidValue");
            if (inObject)
                return;
            throw Refusal.InvalidValue();
        }
        User["active"] = _values.Read(ModelSchema.Find(null, "active")!, value) ?? throw Refusal.InvalidValue();
        Deactivates |= !User["active"]!.GetValue<bool>();
    }

    private static JsonNode? Current(JsonObject user, ModelName name)
    {
        var value = ModelRules.Home(user, name.Urn)?[name.Attribute!.Name];
        return name.Sub is { } sub ? (value as JsonObject)?[sub.Name] : value;
    }

    private static JsonNode? Member(JsonObject item, string name) =>
        ValueReader.Members(item).FirstOrDefault(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
