using System.Collections.Concurrent;
using Scim.Testing;

namespace Scim.Resilience.Tests.Chaos.Operations;

/// <summary>Several workers that send a number of operations to several hosts, and write down what came back.</summary>
/// <param name="seed">Where the operations come from.</param>
/// <param name="clientOf">The client for the operation of a number, at a host that is up.</param>
internal sealed class Workers(int seed, Func<int, ScimClient> clientOf)
{
    private readonly ConcurrentQueue<Sent> _sent = new();
    private readonly ChaosPeople _people = new();
    private int _drawn;

    /// <summary>What was sent so far.</summary>
    public IReadOnlyCollection<Sent> Sent => _sent;

    /// <summary>Sends that many operations more.</summary>
    /// <param name="workers">How many at once.</param>
    /// <param name="operations">How many in all.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public Task RunAsync(int workers, int operations, CancellationToken cancellationToken)
    {
        var last = Volatile.Read(ref _drawn) + operations;
        return Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(last, cancellationToken)));
    }

    private async Task WorkAsync(int last, CancellationToken cancellationToken)
    {
        var source = new OperationSource(seed, _people);
        while (Interlocked.Increment(ref _drawn) is var number && number <= last)
        {
            var sent = await SendAsync(source.Draw(number), clientOf(number), cancellationToken);
            _people.Learn(sent);
            _sent.Enqueue(sent);
        }
    }

    private static async Task<Sent> SendAsync(Operation operation, ScimClient client, CancellationToken cancellationToken)
    {
        using var request = OperationRequest.Write(operation, client.ScimBase);
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            var answer = await client.SendAsync(request, cancellationToken);
            return new Sent(operation, answer.Status, answer.Header("ETag"), answer.Body, started, TimeProvider.System.GetTimestamp());
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new Sent(operation, null, null, default, started, TimeProvider.System.GetTimestamp());
        }
    }
}
