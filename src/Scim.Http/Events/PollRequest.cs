using System.Text.Json;
using Scim.Protocol.Bodies;
using Scim.Protocol.Errors;
using Scim.Provisioning.Events;

namespace Scim.Http.Events;

/// <summary>What a receiver asks for (RFC 8936 §2.2).</summary>
/// <param name="MaxEvents">The most events, 0 to <see cref="MostEvents"/>, which is the default.</param>
/// <param name="ReturnsAtOnce">True if it does not wait for events.</param>
/// <param name="Taken">The events that it has. What is no id of an event is left out.</param>
/// <param name="Refused">The events that it refuses, each with its reason.</param>
internal sealed record PollRequest(
    int MaxEvents, bool ReturnsAtOnce, IReadOnlySet<EventId> Taken, IReadOnlyDictionary<EventId, string> Refused)
{
    /// <summary>The most bytes of a request: 256 KiB.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The most events of an answer: 100.</summary>
    public const int MostEvents = 100;

    /// <summary>The most events that one request acknowledges or refuses: 1,000.</summary>
    public const int MostAnswered = 1_000;

    /// <summary>Reads the JSON body. Members that the RFC does not have are left alone; null counts as absent.</summary>
    /// <exception cref="ScimException">400</exception>
    public static PollRequest Read(ReadOnlyMemory<byte> body)
    {
        using var json = JsonBody.Parse(body);
        var root = json.RootElement;
        var (ack, errors) = (Find(root, "ack"), Find(root, "setErrs"));
        if (ack is { ValueKind: not JsonValueKind.Array })
            throw Wrong("ack must be an array of jti values.");
        if (errors is { ValueKind: not JsonValueKind.Object })
            throw Wrong("setErrs must be an object that has an error for each jti.");
        if ((ack?.GetArrayLength() ?? 0) + (errors?.GetPropertyCount() ?? 0) > MostAnswered)
            throw Wrong($"ack and setErrs together must have at most {MostAnswered} events.");
        var taken = new HashSet<EventId>();
        foreach (var element in ack?.EnumerateArray() ?? default)
        {
            if (element.ValueKind != JsonValueKind.String)
                throw Wrong("ack must be an array of jti values.");
            if (EventId.TryParse(element.GetString(), out var id))
                taken.Add(id);
        }
        return new PollRequest(ReadMaxEvents(root), ReadFlag(root), taken, ReadErrors(errors, taken));
    }

    private static int ReadMaxEvents(JsonElement root)
    {
        if (Find(root, "maxEvents") is not { } wanted)
            return MostEvents;
        return wanted.ValueKind == JsonValueKind.Number && wanted.TryGetInt64(out var number) && number >= 0
            ? (int)Math.Min(number, MostEvents)
            : throw Wrong("maxEvents must be a whole number, 0 or more.");
    }

    private static bool ReadFlag(JsonElement root) => Find(root, "returnImmediately") switch
    {
        null => false,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Wrong("returnImmediately must be true or false."),
    };

    private static Dictionary<EventId, string> ReadErrors(JsonElement? errors, HashSet<EventId> taken)
    {
        var refused = new Dictionary<EventId, string>();
        foreach (var error in errors?.EnumerateObject() ?? default)
        {
            var (code, description) = (FindText(error.Value, "err"), FindText(error.Value, "description"));
            if (string.IsNullOrWhiteSpace(code))
                throw Wrong("Each error of setErrs must have an err, and may have a description.");
            if (EventId.TryParse(error.Name, out var id) && !taken.Contains(id))
                refused[id] = string.IsNullOrWhiteSpace(description) ? code : $"{code}: {description}";
        }
        return refused;
    }

    private static string? FindText(JsonElement error, string name) => error.ValueKind != JsonValueKind.Object
        ? throw Wrong("Each error of setErrs must be an object.")
        : Find(error, name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            _ => throw Wrong($"The {name} of an error must be a string."),
        };

    private static JsonElement? Find(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static ScimException Wrong(string detail) => new(ScimError.InvalidSyntax(detail));
}
