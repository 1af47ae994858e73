using Microsoft.AspNetCore.Http;
using Scim.Events;
using Scim.Http.Addresses;
using Scim.Http.Pipeline;
using Scim.Http.Telemetry;
using Scim.Protocol.Errors;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tokens;

namespace Scim.Http.Events;

/// <summary>The endpoint at which receivers poll for the events of a stream (RFC 8936).</summary>
public sealed class PollHandler : IRequestHandler
{
    private static readonly Protection Receivers = new(Caller.EventsScope, EventAnswers.Error);

    private readonly ScimPipeline _pipeline;
    private readonly PublicUrl _url;
    private readonly EventIssuer _issuer;
    private readonly KnownStreams _streams;
    private readonly EventPolls _polls;

    internal PollHandler(
        ScimPipeline pipeline, PublicUrl url, EventIssuer issuer, KnownStreams streams, EventPolls polls) =>
        (_pipeline, _url, _issuer, _streams, _polls) = (pipeline, url, issuer, streams, polls);

    /// <summary>
    /// Removes what the receiver acknowledges, sets aside what it refuses, and hands out the next events of the stream, for which it waits
    /// up to 20 s unless told otherwise.
    /// </summary>
    public Task<IResult> PollAsync(HttpRequest request) =>
        _pipeline.RunProtectedAsync(request, Operations.PollEvents, Receivers, async call =>
        {
            var admission = call.User.Admission;
            var body = await RequestBody.ReceiveAsync(
                call.Request, (http, aborted) => RequestBody.ReadJsonAsync(http, PollRequest.MaxBytes, aborted), admission);
            var poll = PollRequest.Read(body);
            await admission;
            var stream = await FindAsync(call);
            var issuer = poll.MaxEvents == 0 ? null : _issuer.Address ?? _url.Root(request);
            return await _polls.RunAsync(call, stream, issuer, poll);
        });

    private async Task<StreamRecord> FindAsync(ScimCall call) =>
        StreamId.TryParse(call.Request.Http.RouteValues[ScimRoutes.StreamId] as string, out var id)
        && await _streams.FindAsync(call.Caller.Account, id, call.CancellationToken) is { } stream
            ? stream
            : throw new ScimException(ScimError.StreamNotFound());
}
