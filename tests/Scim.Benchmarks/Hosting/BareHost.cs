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
    /// <summary>Maps the endpoints. Those of a host with delays wait for storage as their query says (<see cref="WaitsAsync"/>).</summary>
    public static void Map(IEndpointRouteBuilder endpoints, StorageCost cost)
    {
        endpoints.MapGet("/bare/{id}", async context =>
        {
            await WaitsAsync(cost, context);
            await AnswerAsync(context, Stored);
        });
        endpoints.MapMethods("/bare", [HttpMethods.Post, HttpMethods.Put], async context =>
        {
            var body = await BodyAsync(context.Request);
            await WaitsAsync(cost, context);
            await AnswerAsync(context, body);
        });
        endpoints.MapDelete("/bare/{id}", async context =>
        {
            using (JsonDocument.Parse(Stored))
            {
                await WaitsAsync(cost, context);
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            }
        });
        endpoints.MapMethods("/bare", [HttpMethods.Patch], async context =>
        {
            using (JsonDocument.Parse(await BodyAsync(context.Request)))
            {
                await WaitsAsync(cost, context);
                await AnswerAsync(context, Stored);
            }
        });
    }

    private static byte[] Stored { get; } = SampleBodies.Utf8(SampleBodies.Body(1, "Countess"));

    /// <summary>
    /// Waits for reads (<c>r</c>) and writes (<c>w</c>) as the service does for the same operation: one after the other as in
    /// <c>rw</c>, beside each other as in <c>r|w</c>, and in steps as in <c>r|w;w</c>.
    /// </summary>
    private static async Task WaitsAsync(StorageCost cost, HttpContext context)
    {
        if (!context.Request.QueryString.HasValue)
            return;
        foreach (var step in context.Request.Query["waits"].ToString().Split(';'))
            await Task.WhenAll(step.Split('|').Select(chain => WaitAsync(cost, chain, context.RequestAborted)));
    }

    private static async Task WaitAsync(StorageCost cost, string chain, CancellationToken cancellationToken)
    {
        foreach (var request in chain)
        {
            await (request == 'w'
                ? cost.WriteAsync(() => Task.FromResult(true), cancellationToken)
                : cost.ReadAsync(() => Task.FromResult(true), cancellationToken));
        }
    }

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
