using System.Text.Json;
using Scim.Fuzz.Checking;
using Scim.Fuzz.Generation;
using Scim.Protocol.Schemas;

namespace Scim.Fuzz.Running;

/// <summary>Takes from an answer what later requests may use.</summary>
internal static class Learning
{
    public static void Learn(this FuzzPopulation population, FuzzRequest request, FuzzAnswer answer)
    {
        if (!AnswerCheck.IsScim(request with { Target = WithoutDoubledSlashes(request.Target) }))
            return;
        if (answer.Status == 204)
            population.Remove(request.Path.TrimEnd('/').Split('/')[^1].ToLowerInvariant());
        if (answer.Field("ETag") is { } tag)
            population.ETag = tag;
        if (answer.Status is not (200 or 201) || answer.Body.Length == 0)
            return;
        using var json = JsonDocument.Parse(answer.Body);
        if (answer.Status == 201)
            population.Add(json.RootElement.GetProperty("id").GetString()!); // The check has seen it.
        else if (json.RootElement.TryGetProperty("nextCursor", out var cursor))
            population.Cursor = cursor.GetString();
        else if (json.RootElement.GetProperty("schemas")[0].GetString() == SchemaUris.BulkResponse)
            LearnFromBulk(population, json.RootElement);
    }

    // The service forgives a doubled slash anywhere.
    private static string WithoutDoubledSlashes(string target)
    {
        while (target.Contains("//", StringComparison.Ordinal))
            target = target.Replace("//", "/", StringComparison.Ordinal);
        return target;
    }

    // A user that is created by a Bulk may be deleted by an operation before it, which waits for its bulkId.
    private static void LearnFromBulk(FuzzPopulation population, JsonElement bulk)
    {
        var located = bulk.GetProperty("Operations").EnumerateArray()
            .Where(operation => operation.TryGetProperty("location", out _))
            .ToLookup(
                operation => operation.GetProperty("status").GetString(),
                operation => operation.GetProperty("location").GetString()!.Split('/')[^1]); // A location is an absolute URL.
        foreach (var id in located["201"])
            population.Add(id);
        foreach (var id in located["204"])
            population.Remove(id);
    }
}
