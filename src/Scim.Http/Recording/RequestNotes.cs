using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Scim.Protocol.Messages;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;

namespace Scim.Http.Recording;

/// <summary>
/// What is known of a request while it runs: the JSON that it works on, and what the log of requests is made from when it is over.
/// </summary>
/// <param name="http">The request.</param>
/// <param name="operation">One of <see cref="Telemetry.Operations"/>.</param>
/// <param name="correlationId">Its id in logs.</param>
/// <param name="arrived">When it arrived.</param>
internal sealed class RequestNotes(HttpRequest http, string operation, string correlationId, DateTimeOffset arrived) : IDisposable
{
    private JsonDocument? _body;

    /// <summary>The request.</summary>
    public HttpRequest Http { get; } = http;

    /// <summary>One of <see cref="Telemetry.Operations"/>.</summary>
    public string Operation { get; } = operation;

    /// <summary>Its id in logs.</summary>
    public string CorrelationId { get; } = correlationId;

    /// <summary>When it arrived.</summary>
    public DateTimeOffset Arrived { get; } = arrived;

    /// <summary>Whose it is, whether or not it is let in; null for nobody's that is known.</summary>
    public RequestSender? Sender { get; set; }

    /// <summary>True if the meter denied it.</summary>
    public bool WasDenied { get; set; }

    /// <summary>How it was read, which may not be known; null before that.</summary>
    public Task<ReadingRules>? Rules { get; set; }

    /// <summary>The user that it created; null for none.</summary>
    public UserId? User { get; set; }

    /// <summary>What it looks for; null if it is no query.</summary>
    public SearchRequest? Search { get; set; }

    /// <summary>The operations of a Bulk that were refused.</summary>
    public IReadOnlyList<RefusedOperation> Refused { get; set; } = [];

    /// <summary>The JSON body of a change of one user; null before <see cref="Keep"/>, and for one that is no JSON.</summary>
    public JsonElement? Body => _body?.RootElement;

    /// <summary>
    /// Keeps the body, which the request works on, until it is recorded. Not until the answer is sent: a client may read that for long.
    /// </summary>
    public JsonElement Keep(JsonDocument body)
    {
        _body = body;
        return body.RootElement;
    }

    public void Dispose() => _body?.Dispose();
}
