using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Scim.Http.Pipeline;
using Scim.Http.Users;
using Scim.Protocol.Errors;

namespace Scim.Http.Tests.Pipeline;

public sealed class RequestBodyTests
{
    [Theory]
    [InlineData("application/scim+json", HttpStatusCode.Created)]
    [InlineData("application/json", HttpStatusCode.Created)]
    [InlineData("Application/SCIM+JSON; charset=UTF-8", HttpStatusCode.Created)]
    [InlineData("application/json; charset=\"utf-8\"", HttpStatusCode.Created)]
    [InlineData("application/json;odata=verbose", HttpStatusCode.Created)]
    [InlineData("application/json; charset=utf8", HttpStatusCode.Created)]
    [InlineData("application/json; charset=us-ascii", HttpStatusCode.Created)]
    [InlineData(null, HttpStatusCode.Created)]
    [InlineData("application/json; charset=iso-8859-1", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("json", HttpStatusCode.UnsupportedMediaType)]
    public async Task Only_JSON_in_UTF_8_is_taken(string? contentType, HttpStatusCode status)
    {
        await using var service = await TestService.StartAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(TestService.UserJson("ada@example.com")));
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        Assert.Equal(status, (await PostAsync(service, content)).StatusCode);
    }

    [Fact]
    public async Task What_was_made_of_a_body_does_not_wait_until_the_answer_is_sent()
    {
        await using var service = await TestService.StartAsync();
        var response = new ObservedResponse();
        var context = new DefaultHttpContext { RequestServices = service.Services };
        context.Features.Set<IHttpResponseFeature>(response);
        (context.Request.Method, context.Request.Scheme, context.Request.Host) = ("POST", "http", new HostString("localhost"));
        context.Request.Headers.Authorization = $"Bearer {service.Token}";
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(TestService.UserJson("ada@example.com")));

        var answer = await service.Services.GetRequiredService<UsersHandler>().CreateAsync(context.Request);

        Assert.Equal(StatusCodes.Status201Created, Assert.IsAssignableFrom<IStatusCodeHttpResult>(answer).StatusCode);
        // A client may read for long; what reads the body is the server's.
        Assert.All(response.HeldUntilSent, held => Assert.IsAssignableFrom<PipeReader>(held));
    }

    [Fact]
    public async Task What_was_made_of_a_body_is_given_back_when_the_request_is_recorded()
    {
        await using var service = await TestService.StartAsync();
        var context = new DefaultHttpContext { RequestServices = service.Services };
        (context.Request.Scheme, context.Request.Host) = ("http", new HostString("localhost"));
        var body = JsonDocument.Parse(TestService.UserJson("ada@example.com"));

        await service.Services.GetRequiredService<RequestGuard>().RunAsync(
            context.Request,
            Telemetry.Operations.CreateUser,
            request =>
            {
                request.Notes.Keep(body);
                return Task.FromResult(Results.NoContent());
            },
            _ => Results.BadRequest());

        Assert.Throws<ObjectDisposedException>(() => body.RootElement.GetRawText());
    }

    [Theory]
    [InlineData("text/plain", null, "Send the body as application/scim+json or application/json.")]
    [InlineData("application/json; charset=utf-16", null, "Send the body in UTF-8, with charset=utf-8 or without a charset.")]
    [InlineData("application/json", "gzip", "Send the body uncompressed, without Content-Encoding.")]
    [InlineData("application/json", "identity", null)]
    public async Task A_body_that_is_not_read_is_told_how_to_be_sent(string contentType, string? encoding, string? detail)
    {
        await using var service = await TestService.StartAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(TestService.UserJson("ada@example.com")));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);

        Assert.Equal(detail, (string?)(await TestService.JsonAsync(await PostAsync(service, content)))["detail"]);
    }

    [Theory]
    [InlineData("POST", "text/plain", null, "Accept", "application/scim+json, application/json")]
    [InlineData("PATCH", "application/json-patch+json", null, "Accept-Patch", "application/scim+json, application/json")]
    [InlineData("PATCH", "application/json; charset=utf-16", null, "Accept-Patch", "application/scim+json, application/json")]
    [InlineData("PUT", "application/json", "gzip", "Accept-Encoding", "identity")]
    public async Task A_field_of_the_refusal_names_what_is_taken(
        string method, string contentType, string? encoding, string field, string value)
    {
        await using var service = await TestService.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), method == "POST" ? TestService.Users : $"{TestService.Users}/1");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {service.Token}");
        request.Content = new ByteArrayContent([]);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (encoding is not null)
            request.Content.Headers.ContentEncoding.Add(encoding);

        var response = await service.SendAsync(request);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal([value], response.Headers.NonValidated[field]);
        Assert.Equal(method == "PATCH", response.Headers.NonValidated.Contains("Accept-Patch"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_1_MiB_is_413_however_it_is_sent(bool chunked)
    {
        await using var service = await TestService.StartAsync();

        using var largest = Json(1024 * 1024, chunked);
        using var over = Json((1024 * 1024) + 1, chunked);

        Assert.Equal(HttpStatusCode.Created, (await PostAsync(service, largest)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(service, over)).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    public async Task What_is_no_JSON_object_is_invalid_syntax(string body)
    {
        await using var service = await TestService.StartAsync();

        var response = await service.SendAsync("POST", TestService.Users, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalidSyntax", (string?)(await TestService.JsonAsync(response))["scimType"]);
    }

    [Theory]
    [InlineData(10L)]
    [InlineData(null)]
    public async Task The_announced_length_is_not_relied_on(long? announced)
    {
        using var body = new MemoryStream(new byte[101]);

        var refusal = await Assert.ThrowsAsync<ScimException>(() => ReadAsync(body, announced, maxBytes: 100));

        Assert.Equal(413, refusal.Error.Status);
    }

    [Theory]
    [InlineData(400, 400)]
    [InlineData(408, 408)]
    [InlineData(413, 413)]
    public async Task What_the_server_cannot_read_is_refused(int status, int answered)
    {
        var body = new Moq.Mock<Stream>();
        body.Setup(stream => stream.ReadAsync(Moq.It.IsAny<Memory<byte>>(), Moq.It.IsAny<CancellationToken>()))
            .Throws(new BadHttpRequestException("Unexpected end of request content.", status));

        var refusal = await Assert.ThrowsAsync<ScimException>(() => ReadAsync(body.Object, announced: null, maxBytes: 100));

        Assert.Equal(answered, refusal.Error.Status);
    }

    private static Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, long? announced, int maxBytes)
    {
        var request = new DefaultHttpContext().Request;
        (request.Body, request.ContentLength) = (body, announced);
        return RequestBody.ReadAsync(request, maxBytes, TestContext.Current.CancellationToken);
    }

    private static StreamContent Json(int length, bool chunked)
    {
        var json = TestService.UserJson($"{length}@example.com");
        var padded = new MemoryStream(Encoding.UTF8.GetBytes(json + new string(' ', length - json.Length)));
        var content = new StreamContent(chunked ? new Unseekable(padded) : padded);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return content;
    }

    private static Task<HttpResponseMessage> PostAsync(TestService service, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, TestService.Users) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", service.Token);
        return service.SendAsync(request);
    }

    /// <summary>A stream of unknown length, which a client sends in chunks.</summary>
    private sealed class Unseekable(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(count, 10_000));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class ObservedResponse : HttpResponseFeature
    {
        public List<object> HeldUntilSent { get; } = [];

        public override void OnCompleted(Func<object, Task> callback, object state) => HeldUntilSent.Add(state);
    }
}
