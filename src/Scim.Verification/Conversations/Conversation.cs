using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scim.Verification.Conversations;

/// <summary>What a connector says to the service in one go and what it must hear, as a JSON file.</summary>
/// <param name="Connector">Whose conversation it is.</param>
/// <param name="Source">Where it is documented that the connector speaks like this.</param>
/// <param name="Steps">Requests and answers in order.</param>
public sealed record Conversation(string Connector, string Source, IReadOnlyList<ConversationStep> Steps)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Schemas that it needs the service to have for users; without them it is not played. Default: none.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Reads a file's text.</summary>
    /// <exception cref="JsonException">It is no conversation.</exception>
    public static Conversation Parse(string json) =>
        JsonSerializer.Deserialize<Conversation>(json, Options) ?? throw new JsonException("A conversation is empty.");
}

/// <summary>A request and its answer. In all texts <c>{{name}}</c> stands for a value kept before.</summary>
/// <param name="Does">What the connector wants.</param>
/// <param name="Request">What it sends.</param>
/// <param name="Answer">What it must get.</param>
public sealed record ConversationStep(string Does, ConversationRequest Request, ExpectedAnswer Answer)
{
    /// <summary>Values to keep for later steps: a name, and where the value stands in the body as a JSON pointer.</summary>
    public IReadOnlyDictionary<string, string> Keep { get; init; } = new Dictionary<string, string>();
}

/// <summary>What a connector sends.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">Path and query below the SCIM base, encoded as on the wire.</param>
public sealed record ConversationRequest(string Method, string Path)
{
    /// <summary>Header fields besides <c>Authorization</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The JSON body; null for none.</summary>
    public JsonNode? Body { get; init; }
}

/// <summary>What a connector must get.</summary>
/// <param name="Status">The status code.</param>
public sealed record ExpectedAnswer(int Status)
{
    /// <summary>Header fields; <c>*</c> for any value.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Members that the body must have, perhaps among others; <c>*</c> for any value. Lists are whole and in order.</summary>
    public JsonNode? Body { get; init; }

    /// <summary>JSON pointers to what the body must not have.</summary>
    public IReadOnlyList<string> Absent { get; init; } = [];
}
