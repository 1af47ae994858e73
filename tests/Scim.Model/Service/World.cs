using System.Text.Json.Nodes;

namespace Scim.Model.Service;

/// <summary>
/// What an account may look like after the answers so far. There are several of them while an open question of the contract has not been
/// answered by what the product does.
/// </summary>
internal sealed class World
{
    public bool Strict { get; init; }

    public bool NamesRequired { get; init; } = true;

    /// <summary>True if it has the schemas of <see cref="Schemas.ModelSchema.OwnUrns"/>.</summary>
    public bool OwnSchemas { get; init; }

    /// <summary>The licences; null for unlimited.</summary>
    public int? Licences { get; init; }

    public List<ModelUser> Users { get; private init; } = [];

    /// <summary>Open questions that have one answer for all requests of an account, by name.</summary>
    public Dictionary<string, int> Policies { get; private init; } = [];

    public bool LicenceFree => Licences is not { } owned || Users.Count(user => user.Active) < owned;

    /// <summary>An open question that is answered alike every time.</summary>
    public int Policy(Choices choices, string name, int of = 2)
    {
        if (Settled.Answer(name) is { } settled)
            return settled;
        if (!Policies.TryGetValue(name, out var answer))
            Policies[name] = answer = choices.Pick(of);
        return answer;
    }

    public World Clone() => new()
    {
        Strict = Strict,
        NamesRequired = NamesRequired,
        OwnSchemas = OwnSchemas,
        Licences = Licences,
        Users = [.. Users.Select(user => user.Clone())],
        Policies = new(Policies),
    };

    /// <summary>Equal for worlds that answer alike for ever.</summary>
    public string Key() =>
        string.Join('\n', Users.Select(user => $"{user.Slot} {user.EmailsDerived} {Texts.Canonical.Of(user.Attributes)}"))
        + string.Join(' ', Policies.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}

/// <summary>A user of a world.</summary>
internal sealed class ModelUser
{
    /// <summary>Which creation of the conversation made it.</summary>
    public required int Slot { get; init; }

    /// <summary>What is stored, under the names of the schema; extensions under their URN.</summary>
    public required JsonObject Attributes { get; set; }

    /// <summary>True while a POST or PUT without <c>emails</c> counts: the address follows <c>userName</c>.</summary>
    public bool EmailsDerived { get; set; }

    public string Id { get; set; } = "";

    /// <summary>As the product answered it last.</summary>
    public JsonObject Meta { get; set; } = [];

    public string UserName => Attributes["userName"]!.GetValue<string>();

    public bool Active => Attributes["active"]!.GetValue<bool>();

    public string Version => Meta["version"]?.GetValue<string>() ?? "";

    public ModelUser Clone() => new()
    {
        Slot = Slot,
        Attributes = (JsonObject)Attributes.DeepClone(),
        EmailsDerived = EmailsDerived,
        Id = Id,
        Meta = (JsonObject)Meta.DeepClone(),
    };
}
