using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Scim.Benchmarks.Hosting;

/// <summary>
/// What the service is compared with: the least that an endpoint on Kestrel does with the same requests. It parses the JSON that the
/// service parses, sent or stored, and answers with the same user, without knowing what it says.
/// </summary>
internal static class BareHost
{
    public static void Map(IEndpointRouteBuilder endpoints, StorageCost cost, bool waits)
    {
        endpoints.MapGet("/bare/{id}", async context =>
        {
            if (waits)
                await StoreAsync(cost, context);
            await AnswerAsync(context, Stored);
        });
        endpoints.MapMethods("/bare", [HttpMethods.Post, HttpMethods.Put], async context =>
            await AnswerAsync(context, await BodyAsync(context.Request)));
        endpoints.MapMethods("/bare", [HttpMethods.Patch], async context =>
        {
            using (JsonDocument.Parse(await BodyAsync(context.Request)))
                await AnswerAsync(context, Stored);
        });
    }

    private static byte[] Stored { get; } = Sample.Utf8(Sample.Body(1, "Countess"));

    /// <summary>The waits of the service's GET by id: the write of the bucket and beside it the read of the user.</summary>
    private static async Task StoreAsync(StorageCost cost, HttpContext context) => await Task.WhenAll(
        cost.WriteAsync(() => Task.FromResult(true), context.RequestAborted),
        cost.ReadAsync(() => Task.FromResult(true), context.RequestAborted));

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpRequest request)
    {
        var body = new byte[request.ContentLength ?? 0];
        await request.Body.ReadExactlyAsync(body);
        return body;
    }

    private static async Task AnswerAsync(HttpContext context, ReadOnlyMemory<byte> json)
    {
        using var parsed = JsonDocument.Parse(json);
        var output = new System.Buffers.ArrayBufferWriter<byte>(json.Length + 64);
        using (var writer = new Utf8JsonWriter(output))
            parsed.WriteTo(writer);
        context.Response.ContentType = "application/scim+json";
        context.Response.ContentLength = output.WrittenCount;
        await context.Response.Body.WriteAsync(output.WrittenMemory, context.RequestAborted);
    }
}
