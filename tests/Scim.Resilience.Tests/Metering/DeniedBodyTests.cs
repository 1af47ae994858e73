using System.Net.Sockets;
using System.Text;
using Scim.Provisioning.Metering;
using Scim.Testing;

namespace Scim.Resilience.Tests.Metering;

/// <summary>A client that is denied while it still sends its body, because another instance gave its tokens away.</summary>
public sealed class DeniedBodyTests
{
    private const int Length = 60_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_reads_the_refusal_may_send_the_rest_and_goes_on_with_its_connection()
    {
        var tables = AzuriteInstance.NewTablePrefix();
        await using var elsewhere = await ServiceInstance.StartAsync(tables);
        await using var service = await ServiceInstance.StartAsync(tables);
        var tenant = await elsewhere.AddTenantAsync("acme", limit: new RateLimit(0.001, 2));
        using (var scim = service.ClientOf(tenant))
            await scim.GetAsync("/Users", Cancel);
        using (var scim = elsewhere.ClientOf(tenant))
            await scim.GetAsync("/Users", Cancel);
        var url = new Uri(service.ScimBase);
        using var connection = new TcpClient();
        await connection.ConnectAsync(url.Host, url.Port, Cancel);
        await using var stream = connection.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);

        foreach (var _ in Enumerable.Range(0, 3))
        {
            await stream.WriteAsync(
                Encoding.Latin1.GetBytes(
                    $"POST /scim/v2/Users HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: {tenant.Authorization}\r\n"
                    + $"Content-Type: application/scim+json\r\nContent-Length: {Length}\r\n\r\n" + new string(' ', Length / 2)),
                Cancel);
            Assert.Equal("HTTP/1.1 429 Too Many Requests", await reader.ReadLineAsync(Cancel));
            await stream.WriteAsync(Encoding.Latin1.GetBytes(new string(' ', Length / 2)), Cancel);
            Assert.EndsWith("\"status\":\"429\"", await ReadAnswerAsync(reader), StringComparison.Ordinal);
        }
        Assert.DoesNotContain(service.Log.Lines, line => line.Contains("draining", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Reads the rest of an answer; of its body the status alone matters.</summary>
    private static async Task<string> ReadAnswerAsync(StreamReader reader)
    {
        var length = 0;
        while (await reader.ReadLineAsync(Cancel) is { Length: > 0 } field)
        {
            if (field.StartsWith("Content-Length: ", StringComparison.Ordinal))
                length = int.Parse(field["Content-Length: ".Length..], System.Globalization.CultureInfo.InvariantCulture);
        }
        var body = new char[length];
        await reader.ReadBlockAsync(body, Cancel);
        return new string(body).Split(",\"detail\"")[0];
    }
}
