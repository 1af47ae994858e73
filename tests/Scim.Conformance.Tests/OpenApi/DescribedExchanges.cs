using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Scim.Testing;

namespace Scim.Conformance.Tests.OpenApi;

/// <summary>Holds what tests send and are answered against the description of the interface.</summary>
internal static class DescribedExchanges
{
    // A test of the Functions host kills the worker, which is the service, and goes on sending.
    private const string WithoutWorker = "WorkerDeathTests";

    private static readonly int[] WithoutRoute = [400, 401, 403, 404, 405, 413, 429, 500, 501, 503];

    private static readonly ConcurrentDictionary<string, ConcurrentDictionary<int, bool>> SeenStatuses = new();

    /// <summary>The operations that were seen, each a method and a path, with the statuses that they answered.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyCollection<int>> Seen =>
        SeenStatuses.ToDictionary(seen => seen.Key, seen => (IReadOnlyCollection<int>)[.. seen.Value.Keys]);

    /// <summary>
    /// Fails unless the answer is one of the operation's: its status, its header fields and its body. A request that was granted must be as
    /// described too, unless the test sends what lenient accounts forgive.
    /// </summary>
    public static void Check(HttpExchange exchange)
    {
        if (IsOfPlatform(exchange)) return;
        var fault = Fault(ApiDescription.InDocs, exchange);
        Assert.True(fault is null, $"{exchange.Line} was answered {(int)exchange.Response.StatusCode}. {fault}\n{exchange.Body}");
    }

    /// <summary>What is wrong with an exchange; null if nothing is.</summary>
    public static string? Fault(ApiDescription api, HttpExchange exchange)
    {
        var (request, status) = (exchange.Request, (int)exchange.Response.StatusCode);
        var path = request.RequestUri!.AbsolutePath; // A client sends absolute URIs only.
        var isHead = request.Method == HttpMethod.Head;
        if (api.Find(isHead ? "GET" : request.Method.Method, path) is not { } found)
            return FaultWithoutRoute(api, exchange, path, status, isHead);
        if (found.Operation["responses"]![$"{status}"] is not { } described)
            return "The status is not described.";
        SeenStatuses.GetOrAdd(found.Name, _ => new()).TryAdd(status, true);
        var answer = api.Resolve(described);
        return FaultOfHeaders(api, exchange, answer)
            ?? FaultOfBody(api, exchange.Response.Content, exchange.Body, answer["content"], isHead)
            ?? (status is >= 200 and < 300 ? FaultOfRequest(api, exchange, found.Operation) : null);
    }

    /// <summary>True for what the platform answers by itself, without a body, while there is no service.</summary>
    private static bool IsOfPlatform(HttpExchange exchange) =>
        exchange is { Body.Length: 0, Response.StatusCode: >= HttpStatusCode.InternalServerError }
        && TestContext.Current.TestClass?.TestClassSimpleName == WithoutWorker;

    private static string? FaultWithoutRoute(ApiDescription api, HttpExchange exchange, string path, int status, bool isHead)
    {
        if (!WithoutRoute.Contains(status)) return "The operation is not described.";
        if (status == 405 && !exchange.Response.Content.Headers.Contains("Allow")) return "Allow is missing.";
        var schema = path.StartsWith("/oauth", StringComparison.OrdinalIgnoreCase) ? "OAuthError"
            : path.StartsWith("/events", StringComparison.OrdinalIgnoreCase) ? "EventError" : "Error";
        if (isHead) return exchange.Body.Length == 0 ? null : "An answer to HEAD has a body.";
        return api.Schemas.Fault(JsonElement.Parse(exchange.Body), BodySchemas.Named(schema));
    }

    private static string? FaultOfHeaders(ApiDescription api, HttpExchange exchange, JsonNode answer)
    {
        foreach (var (name, header) in answer["headers"]?.AsObject() ?? [])
        {
            var response = exchange.Response;
            var isThere = response.Headers.TryGetValues(name, out _) || response.Content.Headers.TryGetValues(name, out _);
            if (!isThere && (bool?)api.Resolve(header!)["required"] == true) return $"{name} is missing."; // A header is an object.
        }
        return null;
    }

    private static string? FaultOfBody(ApiDescription api, HttpContent content, string body, JsonNode? described, bool isHead)
    {
        if (described is null || isHead) return body.Length == 0 ? null : "A body is not described.";
        var type = content.Headers.ContentType?.MediaType ?? "";
        if (described[type]?["schema"] is not { } schema) return $"The media type {type} is not described.";
        return api.Schemas.Fault(
            type.EndsWith("json", StringComparison.Ordinal) ? JsonElement.Parse(body) : JsonSerializer.SerializeToElement(body), schema);
    }

    private static string? FaultOfRequest(ApiDescription api, HttpExchange exchange, JsonNode operation)
    {
        if (operation["requestBody"]?["content"] is not JsonObject described || exchange.Sent is not { } sent) return null;
        var type = exchange.Request.Content?.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? described.First().Key;
        var fault = FaultOfSent(api, described, type, sent);
        return fault is null || (described.ContainsKey(type) && Leniences.AreTried()) ? null : $"It was granted. {fault}\n{sent}";
    }

    /// <summary>What is wrong with the body of a request; null if nothing is.</summary>
    /// <param name="api">The description.</param>
    /// <param name="described">The media types of the operation's bodies.</param>
    /// <param name="type">The media type of this one.</param>
    /// <param name="sent">The body.</param>
    public static string? FaultOfSent(ApiDescription api, JsonObject described, string type, string sent) =>
        described[type]?["schema"] is { } schema
            ? api.Schemas.Fault(type.EndsWith("json", StringComparison.Ordinal) ? JsonElement.Parse(sent) : OfForm(sent), schema)
            : $"The media type {type} of the request is not described.";

    private static JsonElement OfForm(string form) =>
        JsonSerializer.SerializeToElement(QueryHelpers.ParseQuery(form).ToDictionary(field => field.Key, field => field.Value.ToString()));
}
