using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Scim.Testing;

namespace Scim.Resilience.Tests.Metering;

/// <summary>A client that goes on sending a body of which it has been told that it is too large.</summary>
public sealed class TooLargeBodyTests
{
    private const int Length = 3_000_000;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_its_time_is_up_the_server_can_still_take_what_is_left()
    {
        var time = new NotedTime();
        await using var service = await ServiceInstance.StartAsync(AzuriteInstance.NewTablePrefix(), time);
        var tenant = await service.AddTenantAsync("acme");
        var url = new Uri(service.ScimBase);
        using var connection = new TcpClient();
        await connection.ConnectAsync(url.Host, url.Port, Cancel);
        await using var stream = connection.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);

        await stream.WriteAsync(
            Encoding.Latin1.GetBytes(
                $"POST /scim/v2/Users HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: {tenant.Authorization}\r\n"
                + $"Content-Type: application/scim+json\r\nContent-Length: {Length}\r\n\r\n" + new string(' ', Length / 2)),
            Cancel);
        Assert.Equal("HTTP/1.1 413 Payload Too Large", await reader.ReadLineAsync(Cancel));
        // One is for the body, one for the rest of it.
        while (time.CountOf(Deadline) < 2)
            await Task.Yield();
        time.Advance(Deadline);
        await stream.WriteAsync(
            Encoding.Latin1.GetBytes(
                new string(' ', Length / 2) + $"GET /health HTTP/1.1\r\nHost: {url.Authority}\r\nConnection: close\r\n\r\n"),
            Cancel);

        Assert.EndsWith("Healthy", await reader.ReadToEndAsync(Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain(service.Log.Lines, line => line.Contains("draining", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A clock that knows how many timers were set to a time.</summary>
    private sealed class NotedTime() : FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
        private readonly ConcurrentBag<TimeSpan> _set = [];

        public int CountOf(TimeSpan time) => _set.Count(set => set == time);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _set.Add(dueTime);
            return timer;
        }
    }
}
