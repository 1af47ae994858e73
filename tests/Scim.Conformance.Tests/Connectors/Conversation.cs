using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scim.Conformance.Tests.Connectors;

/// <summary>What a connector says to the service in one go and what it must hear, as a JSON file beside its test.</summary>
/// <param name="Connector">Whose conversation it is.</param>
/// <param name="Source">Where it is documented that the connector speaks like this.</param>
/// <param name="Steps">Requests and answers in order.</param>
internal sealed record Conversation(string Connector, string Source, IReadOnlyList<ConversationStep> Steps)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Connectors");

    /// <summary>Every file, as folder and name without extension.</summary>
    public static IEnumerable<(string Folder, string Name)> Files() =>
        Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
            .Select(file => (Path.GetFileName(Path.GetDirectoryName(file)) ?? "", Path.GetFileNameWithoutExtension(file)));

    /// <summary>Reads a file.</summary>
    public static Conversation Load(string folder, string name) =>
        JsonSerializer.Deserialize<Conversation>(File.ReadAllText(Path.Combine(Folder, folder, name + ".json")), Options)
        ?? throw new InvalidDataException($"{folder}/{name} is empty.");
}

/// <summary>A request and its answer. In all texts <c>{{name}}</c> stands for a value kept before.</summary>
/// <param name="Does">What the connector wants.</param>
/// <param name="Request">What it sends.</param>
/// <param name="Answer">What it must get.</param>
internal sealed record ConversationStep(string Does, ConversationRequest Request, ExpectedAnswer Answer)
{
    /// <summary>Values to keep for later steps: a name, and where the value stands in the body as a JSON pointer.</summary>
    public IReadOnlyDictionary<string, string> Keep { get; init; } = new Dictionary<string, string>();
}

/// <summary>What a connector sends.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">Path and query below the SCIM base, encoded as on the wire.</param>
internal sealed record ConversationRequest(string Method, string Path)
{
    /// <summary>Header fields besides <c>Authorization</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The JSON body; null for none.</summary>
    public JsonNode? Body { get; init; }
}

/// <summary>What a connector must get.</summary>
/// <param name="Status">The status code.</param>
internal sealed record ExpectedAnswer(int Status)
{
    /// <summary>Header fields; <c>*</c> for any value.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Members that the body must have, perhaps among others; <c>*</c> for any value. Lists are whole and in order.</summary>
    public JsonNode? Body { get; init; }

    /// <summary>JSON pointers to what the body must not have.</summary>
    public IReadOnlyList<string> Absent { get; init; } = [];
}
