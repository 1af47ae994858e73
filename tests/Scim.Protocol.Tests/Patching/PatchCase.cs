using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Scim.Protocol.Bodies;
using Scim.Protocol.Computing;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Patching;

/// <summary>A row of a case table: a user, a PATCH, and the user after it or the error.</summary>
internal sealed record PatchCase(string Name)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public bool Strict { get; init; }

    public string? Names { get; init; }

    public JsonObject User { get; init; } = [];

    public JsonArray? Operations { get; init; }

    public JsonNode? Body { get; init; }

    public JsonObject? After { get; init; }

    public string? Error { get; init; }

    public string? Detail { get; init; }

    [JsonIgnore]
    public ReadingRules Rules => new(
        UserType.Default.With(Names == "optional" ? NameRule.Optional : NameRule.Required),
        Strict ? Strictness.Strict : Strictness.Lenient);

    public JsonElement Patch =>
        Parse(Body ?? new JsonObject { ["schemas"] = new JsonArray(SchemaUris.PatchOp), [nameof(Operations)] = Operations!.DeepClone() });

    public static IReadOnlyList<PatchCase> Load(string table)
    {
        using var stream = typeof(PatchCase).Assembly.GetManifestResourceStream($"Scim.Protocol.Tests.Patching.Cases.{table}.json")!;
        return JsonSerializer.Deserialize<List<PatchCase>>(stream, Options)!;
    }

    /// <summary>A valid user with the given attributes put over those that every user needs.</summary>
    public static ComplexValue UserWith(JsonObject attributes)
    {
        var json = new JsonObject
        {
            ["userName"] = "ann@example.com",
            ["name"] = new JsonObject { ["givenName"] = "Ann", ["familyName"] = "Lee" },
        };
        foreach (var (name, value) in attributes)
            json[name] = value?.DeepClone();
        return UserRules.Read(
            Parse(json), new ReadingRules(UserType.Default.With(NameRule.Optional), Strictness.Lenient), StepBudget.Unbounded());
    }

    public static JsonElement Parse(JsonNode json) => JsonBody.Parse(JsonSerializer.SerializeToUtf8Bytes(json)).RootElement;
}
