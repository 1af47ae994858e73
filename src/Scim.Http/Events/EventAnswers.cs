using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Scim.Events.Handout;
using Scim.Http.Answers;
using Scim.Protocol.Bodies;
using Scim.Protocol.Errors;
using Scim.Protocol.Resources;
using Scim.Provisioning.Events;

namespace Scim.Http.Events;

/// <summary>Answers of the endpoint that is polled for events: JSON that no cache keeps.</summary>
internal static class EventAnswers
{
    private const string Json = "application/json";

    /// <summary>The events that are handed out (RFC 8936 §2.3).</summary>
    /// <param name="events">The events.</param>
    /// <param name="signer">Makes their tokens; null only where there are none.</param>
    /// <param name="hasMore">True if there are more.</param>
    public static Answer Sets(IReadOnlyList<OutboxEvent> events, EventSigner? signer, bool hasMore)
    {
        var body = new PooledBuffer();
        using (var json = new Utf8JsonWriter(body, ResourceWriter.Options))
        {
            json.WriteStartObject();
            json.WriteStartObject("sets"u8);
            foreach (var told in events)
                json.WriteString(told.Id.ToString(), signer!.Sign(told)); // Where there are events.
            json.WriteEndObject();
            if (hasMore)
                json.WriteBoolean("moreAvailable"u8, true);
            json.WriteEndObject();
        }
        return NotCached(new Answer(StatusCodes.Status200OK, body, Json));
    }

    /// <summary>An error, with a keyword as receivers use them (RFC 8935 §2.4).</summary>
    public static Answer Error(ScimError error)
    {
        var keyword = Keyword(error.Status);
        var body = new PooledBuffer();
        using (var json = new Utf8JsonWriter(body, ResourceWriter.Options))
        {
            json.WriteStartObject();
            json.WriteString("err"u8, keyword);
            json.WriteString("description"u8, error.Detail);
            json.WriteEndObject();
        }
        return NotCached(new Answer(error.Status, body, Json) { Refusal = new AnsweredRefusal(keyword, error.KeptDetail) })
            .WithField(HeaderNames.RetryAfter, error.RetryAfterSeconds?.ToString(CultureInfo.InvariantCulture))
            .WithField(HeaderNames.Allow, error.Allow)
            .WithField(HeaderNames.Accept, error.Accept)
            .WithField(HeaderNames.AcceptEncoding, error.AcceptEncoding);
    }

    private static string Keyword(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "authentication_failed",
        StatusCodes.Status403Forbidden => "access_denied",
        StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => "temporarily_unavailable",
        >= StatusCodes.Status500InternalServerError => "server_error",
        _ => "invalid_request",
    };

    private static Answer NotCached(Answer answer) => answer.WithField(HeaderNames.CacheControl, "no-store");
}
