using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Scim.Verification.Exchanges;

namespace Scim.Verification.Conversations;

/// <summary>
/// Plays a connector's part. Every conversation knows <c>{{base}}</c>, the URL of the SCIM endpoints, <c>{{new}}</c>, a text that no
/// other conversation has, and <c>{{guid}}</c>, an id of nobody.
/// </summary>
/// <param name="baseUrl">The base URL, without a slash at its end.</param>
/// <param name="mark">The text that no other conversation has.</param>
/// <param name="send">Sends a request.</param>
public sealed partial class ConversationPlayer(string baseUrl, string mark, Func<SentRequest, Task<Reply>> send)
{
    private const string Anything = "*";
    private const int LongestKept = 4_000;

    private readonly Dictionary<string, string> _kept = new()
    {
        ["base"] = baseUrl,
        ["new"] = mark,
        ["guid"] = Guid.NewGuid().ToString(),
    };

    /// <summary>True if lists must come in the order of the file. Default: any order will do.</summary>
    public bool ListsInOrder { get; init; }

    /// <summary>Says whether the values of an answer may be told. Default: none may.</summary>
    public Predicate<Reply> ShowsValues { get; init; } = _ => false;

    /// <summary>The id of nobody. Default: one that was made up by chance.</summary>
    public string IdOfNobody
    {
        get => _kept["guid"];
        init => _kept["guid"] = value;
    }

    /// <summary>
    /// Sends every request in order and compares every answer. It ends early where an answer lacks what later requests need, or is a
    /// refusal, which may have something of somebody else.
    /// </summary>
    public async IAsyncEnumerable<StepDifference> PlayAsync(Conversation conversation)
    {
        foreach (var (index, step) in conversation.Steps.Index())
        {
            var reply = await AskAsync(step);
            foreach (var (expected, came) in Compare(step, reply)) yield return new StepDifference(index + 1, step, reply, expected, came);
            foreach (var (name, pointer) in step.Keep)
            {
                if (!reply.IsSuccess || reply.At(pointer)?.ToString() is not { Length: > 0 and <= LongestKept } value)
                {
                    yield return new StepDifference(index + 1, step, reply, $"{pointer}, which the next requests need", "nothing");
                    yield break;
                }
                _kept[name] = value;
            }
            foreach (var (expected, came) in CompareFields(step, reply))
                yield return new StepDifference(index + 1, step, reply, expected, came);
        }
    }

    private async Task<Reply> AskAsync(ConversationStep step)
    {
        var request = new SentRequest(
            step.Request.Method,
            Filled(step.Request.Path, Uri.EscapeDataString),
            step.Request.Body is { } body ? InJson(body) : null)
        {
            Fields = step.Request.Headers.ToDictionary(field => field.Key, field => Filled(field.Value, value => value)),
        };
        var reply = await send(request);

        // RFC 7644 §3.5.2 lets a PATCH be answered without the user; then the user is read.
        if (request.Method != "PATCH" || reply.Status != 204 || step.Answer.Status != 200) return reply;
        return await send(new SentRequest("GET", request.PathAlone));
    }

    private IEnumerable<(string Expected, string Came)> Compare(ConversationStep step, Reply reply)
    {
        if (reply.Status != step.Answer.Status) return [($"{step.Answer.Status}", reply.InWords)];
        return Contents(step, reply);
    }

    private IEnumerable<(string Expected, string Came)> Contents(ConversationStep step, Reply reply)
    {
        if (step.Answer.Body is { } body)
        {
            // What the answer itself is to give, {{id}} for instance, is not known before.
            foreach (var (name, pointer) in step.Keep) _kept[name] = reply.At(pointer)?.ToString() ?? "";
            var differences = new JsonDifferences(Anything, ListsInOrder, ShowsValues(reply));
            foreach (var difference in differences.Of(JsonElement.Parse(InJson(body)), reply.Body)) yield return difference;
        }
        foreach (var pointer in step.Answer.Absent.Where(pointer => reply.At(pointer) is not null)) yield return ($"no {pointer}", "one");
        if (JsonDifferences.Names(reply.Body).Contains("password", StringComparer.OrdinalIgnoreCase)) yield return ("no password", "one");
        if (JsonDifferences.Kinds(reply.Body).Contains(JsonValueKind.Null)) yield return ("no null", "one");
    }

    private IEnumerable<(string Expected, string Came)> CompareFields(ConversationStep step, Reply reply)
    {
        if (reply.Status != step.Answer.Status) yield break;
        foreach (var (name, value) in step.Answer.Headers)
        {
            var (expected, came) = (Filled(value, kept => kept), reply.Field(name));
            if (came is null || (expected != Anything && expected != came))
                yield return ($"{name} {expected}", came is null ? "none" : "another");
        }
    }

    private string InJson(JsonNode body) =>
        Filled(body.ToJsonString(), value => JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString());

    private string Filled(string text, Func<string, string> encode) =>
        Placeholder().Replace(text, match => encode(_kept[match.Groups[1].Value]));

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Placeholder();
}
