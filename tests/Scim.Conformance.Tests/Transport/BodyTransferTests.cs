using System.Net;
using System.Net.Http.Headers;
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
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Scim.ScimBase}/Users");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(UserJson(NewUserName()).PadRight(length)));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/scim+json");
        request.Headers.TransferEncodingChunked = chunked;
        return await Scim.SendAsync(request, Cancellation);
    }
}
