using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Scim.Conformance.Tests.Service;
using Scim.Testing;

namespace Scim.Conformance.Tests.Transport;

public sealed class BodyTransferTests(ConformanceService service) : ConformanceTest(service)
{
    private const int Largest = 1024 * 1024;

    [Theory]
    [InlineData(7)]
    [InlineData(10_000)]
    public async Task A_chunked_body_is_read_whole(int length)
    {
        using var connection = await RawConnection.OpenAsync(Scim.ScimBase, Cancellation);

        await connection.PostUserAsync(Scim.Token!, "Transfer-Encoding: chunked", Cancellation);
        await connection.WriteChunksAsync(UserJson(NewUserName()), length, Cancellation);

        Assert.Equal(201, await connection.ReadStatusAsync(Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_takes_1_MiB_and_no_byte_more(bool chunked)
    {
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(Largest, chunked)).Status);
        (await PostAsync(Largest + 1, chunked)).AssertError(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_40_MB_is_413(bool chunked) =>
        (await PostAsync(40_000_000, chunked)).AssertError(HttpStatusCode.RequestEntityTooLarge);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_one_that_is_too_large_the_connection_goes_on(bool chunked)
    {
        var connections = 0;
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (target, stop) =>
            {
                Interlocked.Increment(ref connections);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(target.DnsEndPoint, stop);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var http = new HttpClient(handler);

        for (var round = 0; round < 10; round++)
        {
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(http, (2 * Largest) + round, chunked));
            Assert.Equal(HttpStatusCode.Created, await PostAsync(http, 2_000, chunked: true));
        }
        Assert.Equal(1, connections);
    }

    [Fact]
    public async Task Who_is_refused_while_the_body_arrives_reads_the_refusal_and_the_connection_goes_on()
    {
        using var connection = await RawConnection.OpenAsync(Scim.ScimBase, Cancellation);

        foreach (var token in new[] { "unknown", "no-more" })
        {
            await connection.PostUserAsync(token, "Content-Length: 200000", Cancellation);
            foreach (var _ in Enumerable.Range(0, 20))
                await connection.WriteAsync(new string(' ', 10_000), Cancellation);
            Assert.Equal(401, await connection.ReadStatusAsync(Cancellation));
            await connection.SkipBodyAsync(Cancellation);
        }
    }

    [Fact]
    public async Task Who_expects_100_continue_gets_it_before_the_body()
    {
        var user = UserJson(NewUserName());
        using var connection = await RawConnection.OpenAsync(Scim.ScimBase, Cancellation);

        await connection.PostUserAsync(Scim.Token!, $"Expect: 100-continue\r\nContent-Length: {user.Length}", Cancellation);
        Assert.Equal(100, await connection.ReadStatusAsync(Cancellation));
        await connection.WriteAsync(user, Cancellation);

        Assert.Equal(201, await connection.ReadStatusAsync(Cancellation));
    }

    private async Task<ScimAnswer> PostAsync(int length, bool chunked)
    {
        using var request = UserOf(length, chunked);
        return await Scim.SendAsync(request, Cancellation);
    }

    private async Task<HttpStatusCode> PostAsync(HttpClient http, int length, bool chunked)
    {
        using var request = UserOf(length, chunked);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Scim.Token);
        using var answer = await http.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }

    private HttpRequestMessage UserOf(int length, bool chunked)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Scim.ScimBase}/Users");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(UserJson(NewUserName()).PadRight(length)));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/scim+json");
        request.Headers.TransferEncodingChunked = chunked;
        return request;
    }
}
