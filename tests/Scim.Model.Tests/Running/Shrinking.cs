using System.Text.Json.Nodes;
using Scim.Model.Service;
using Scim.Model.Tests.Product;
using Scim.Model.Texts;

namespace Scim.Model.Tests.Running;

/// <summary>Makes a conversation that differs shorter while its last answer still differs in the same way.</summary>
internal static class Shrinking
{
    public static async Task<Difference> ShrinkAsync(ProductHost host, Difference difference, IReadOnlyDictionary<string, int> learned)
    {
        while (await ShorterAsync(host, difference, learned) is { } shorter)
            difference = shorter;
        return difference;
    }

    private static async Task<Difference?> ShorterAsync(ProductHost host, Difference difference, IReadOnlyDictionary<string, int> learned)
    {
        foreach (var candidate in Candidates(difference.Requests))
        {
            if (await ModelConversation.RunAsync(host, difference.Account, learned, candidate) is { } found
                && Size(found.Requests) < Size(difference.Requests) && found.Last.Method == difference.Last.Method
                && found.Answer.Status == difference.Answer.Status && found.Answer.ScimType == difference.Answer.ScimType)
                return found;
        }
        return null;
    }

    private static int Size(IEnumerable<ModelRequest> requests) => requests.Sum(request => 40 + Difference.Line(request).Length);

    // Without one of the requests; with a whole answer; without a member or entry of one of the bodies.
    private static IEnumerable<List<ModelRequest>> Candidates(IReadOnlyList<ModelRequest> requests)
    {
        for (var drop = requests.Count - 2; drop >= 0; drop--)
            yield return [.. requests.Take(drop), .. requests.Skip(drop + 1)];
        for (var at = requests.Count - 1; at >= 0; at--)
        {
            if (requests[at] is { Slot: not null, Query: not null } whole)
                yield return [.. requests.Take(at), whole with { Query = null }, .. requests.Skip(at + 1)];
        }
        for (var at = requests.Count - 1; at >= 0; at--)
        {
            foreach (var body in Smaller(requests[at].Body))
                yield return [.. requests.Take(at), requests[at] with { Body = body }, .. requests.Skip(at + 1)];
        }
    }

    private static IEnumerable<string> Smaller(string? body)
    {
        if (body is null)
            yield break;
        JsonNode? whole;
        try
        {
            whole = JsonNode.Parse(body);
            _ = Canonical.Of(whole);
        }
        catch (Exception fault) when (fault is System.Text.Json.JsonException or ArgumentException)
        {
            yield break;
        }
        var parts = Parts(whole).Count();
        for (var part = 0; part < parts; part++)
        {
            var copy = whole!.DeepClone();
            Parts(copy).ElementAt(part).Remove();
            yield return copy.ToJsonString(Readable.Options);
        }
    }

    private static IEnumerable<Part> Parts(JsonNode? node)
    {
        if (node is JsonObject item)
        {
            foreach (var (name, value) in item.ToList())
            {
                if (name != "schemas")
                    yield return new(() => item.Remove(name));
                foreach (var part in Parts(value))
                    yield return part;
            }
        }
        else if (node is JsonArray list)
        {
            for (var at = 0; at < list.Count; at++)
            {
                var index = at;
                yield return new(() => list.RemoveAt(index));
                foreach (var part in Parts(list[at]))
                    yield return part;
            }
        }
    }

    private sealed record Part(Action Remove);
}
