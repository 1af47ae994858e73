using System.Net;
using System.Text;
using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.Transport;

public sealed class MediaTypeTests(ConformanceService service) : ConformanceTest(service)
{
    [Theory]
    [InlineData("application/scim+json", HttpStatusCode.Created)]
    [InlineData("application/scim+json; charset=utf-8", HttpStatusCode.Created)]
    [InlineData("application/json", HttpStatusCode.Created)]
    [InlineData("application/json;charset=\"UTF-8\"", HttpStatusCode.Created)]
    [InlineData("Application/SCIM+JSON", HttpStatusCode.Created)]
    [InlineData(null, HttpStatusCode.Created)]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/xml", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=utf-16", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("nonsense", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_is_JSON_in_UTF_8(string? contentType, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Scim.ScimBase}/Users");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(UserJson(NewUserName())));
        if (contentType is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        var answer = await Scim.SendAsync(request, Cancellation);

        Assert.Equal(status, answer.Status);
        Assert.Equal("application/scim+json", answer.ContentType);
    }

    [Theory]
    [InlineData(null, "application/scim+json")]
    [InlineData("*/*", "application/scim+json")]
    [InlineData("application/scim+json", "application/scim+json")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/json, application/scim+json", "application/scim+json")]
    [InlineData("text/html", "application/scim+json")]
    [InlineData("image/png;q=0.1", "application/scim+json")]
    public async Task Any_Accept_is_answered(string? accept, string mediaType)
    {
        Assert.Equal(mediaType, await AnswerToAsync(accept, "/Users?count=0", HttpStatusCode.OK));
        Assert.Equal(mediaType, await AnswerToAsync(accept, "/Users/no-such-user", HttpStatusCode.NotFound));
    }

    private async Task<string?> AnswerToAsync(string? accept, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Scim.ScimBase + path);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        var answer = await Scim.SendAsync(request, Cancellation);
        Assert.Equal(status, answer.Status);
        return answer.MediaType;
    }
}
