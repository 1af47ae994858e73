using System.Collections.Concurrent;
using Scim.Events.Handout;
using Scim.Http.Answers;
using Scim.Http.Pipeline;
using Scim.Protocol.Errors;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Http.Events;

/// <summary>Does what a receiver asks for: removes what it has, sets aside what it refuses, and hands out what may go.</summary>
internal sealed class EventPolls(
    AcknowledgedEvents acknowledged,
    EventSelection selection,
    SettingAside aside,
    OutlivedEvents outlived,
    KnownStreams streams,
    WaitingPolls waiting,
    PollsAhead ahead,
    EventTokens tokens)
{
    /// <summary>An answer ends at 4 MiB.</summary>
    public const long MostBytes = 4 * 1024 * 1024;

    private const int MostStreams = 1_000;
    private const int MostLooks = 3;

    // Where the front of an outbox is full of what waits for events that are set aside, the next poll goes on behind it.
    private readonly ConcurrentDictionary<StreamId, EventId> _places = new();

    /// <summary>Runs a poll.</summary>
    /// <param name="call">The request, once it is granted.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="issuer">Who the tokens are of; null if no events are asked for.</param>
    /// <param name="poll">What is asked for.</param>
    public async Task<Answer> RunAsync(ScimCall call, StreamRecord stream, string? issuer, PollRequest poll)
    {
        var signer = SignerOf(stream, issuer);
        using var wait = poll.ReturnsAtOnce || signer is null ? null : waiting.TryBegin(stream.Id);
        await aside.SetAsideAsync(stream, poll.Refused, call.CancellationToken);
        // What is acknowledged counts as removed, so the next events are looked for meanwhile.
        var removing = acknowledged.TakeAsync(stream, poll.Taken, call.CancellationToken);
        SelectedEvents? found = null;
        Answer? answer = null;
        try
        {
            if (signer is not null)
                found = await LookAsync(stream, poll, call.CancellationToken);
            if (found is { Events.Count: > 0 })
                answer = Answered(found, signer);
        }
        finally
        {
            await removing;
        }
        while (found is { Events.Count: 0 } && wait is not null && await WaitAsync(call, wait))
        {
            stream = await streams.FindAsync(stream.Account, stream.Id, call.CancellationToken)
                ?? throw new ScimException(ScimError.StreamNotFound());
            signer = SignerOf(stream, issuer); // Not by a key or for an audience from before the wait.
            found = await LookAsync(stream, poll, call.CancellationToken);
        }
        return answer ?? Answered(found, signer);
    }

    private EventSigner? SignerOf(StreamRecord stream, string? issuer) =>
        issuer is null ? null : tokens.For(stream, issuer) ?? throw new ScimException(ScimError.NoSigningKey());

    private static Answer Answered(SelectedEvents? found, EventSigner? signer) =>
        EventAnswers.Sets(found?.Events ?? [], signer, found is { Events.Count: > 0, HasMore: true });

    private static async Task<bool> WaitAsync(ScimCall call, WaitingPoll wait)
    {
        call.Request.Deadline.Pause();
        try
        {
            return await wait.NextAsync(call.CancellationToken);
        }
        finally
        {
            call.Request.Deadline.Restart();
        }
    }

    /// <summary>Selects; what nobody is to get any more is removed first, since it holds up what comes after it.</summary>
    private async Task<SelectedEvents> LookAsync(StreamRecord stream, PollRequest poll, CancellationToken cancellationToken)
    {
        var bounds = Bounds(stream.Id, poll);
        if (bounds.After is null && poll.Refused.Count == 0
            && await ahead.SelectAsync(stream, poll.Taken, bounds, cancellationToken) is { } next)
        {
            return next;
        }
        for (var looks = 1; ; looks++)
        {
            var found = await selection.SelectAsync(stream, Bounds(stream.Id, poll), cancellationToken);
            Remember(stream.Id, found.Next);
            ahead.Note(stream.Id, found);
            if (found.Lost.Count + found.Void.Count > 0)
                await outlived.RemoveAsync(stream, found, cancellationToken);
            if (found.Events.Count > 0 || found.Lost.Count + found.Void.Count == 0 || looks == MostLooks)
                return found;
        }
    }

    private SelectionBounds Bounds(StreamId stream, PollRequest poll) => new()
    {
        Most = poll.MaxEvents,
        MostBytes = MostBytes,
        Gone = poll.Taken,
        After = _places.TryGetValue(stream, out var place) ? place : null,
    };

    private void Remember(StreamId stream, EventId? next)
    {
        if (next is not { } place)
        {
            _places.TryRemove(stream, out _);
            return;
        }
        if (_places.Count >= MostStreams)
            _places.Clear();
        _places[stream] = place;
    }
}
