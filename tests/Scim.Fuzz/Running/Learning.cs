using System.Text.Json;
using Scim.Fuzz.Checking;
using Scim.Fuzz.Generation;
using Scim.Protocol.Schemas;

namespace Scim.Fuzz.Running;

/// <summary>Takes from an answer what later requests may use.</summary>
internal static class Learning
{
    public static void Learn(this Population population, FuzzRequest request, FuzzAnswer answer)
    {
        if (!AnswerCheck.IsScim(request))
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

    private static void LearnFromBulk(Population population, JsonElement bulk)
    {
        foreach (var operation in bulk.GetProperty("Operations").EnumerateArray())
        {
            if (!operation.TryGetProperty("location", out var location))
                continue;
            var id = location.GetString()!.Split('/')[^1]; // An operation's location is an absolute URL.
            if (operation.GetProperty("status").GetString() == "201")
                population.Add(id);
            else if (operation.GetProperty("status").GetString() == "204")
                population.Remove(id);
        }
    }
}
