using System.Collections.Concurrent;

namespace Scim.Provisioning.Upkeep;

/// <summary>
/// Does many pieces of work, several at once, each for no longer than a turn; those that are not done by then have another turn when all
/// others have had theirs, so that none keeps the others waiting.
/// </summary>
/// <param name="atOnce">How many at once.</param>
/// <param name="turn">How long a turn is.</param>
/// <param name="time">The clock.</param>
public sealed class WorkRounds(int atOnce, TimeSpan turn, TimeProvider time)
{
    /// <summary>Does all of it.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="work">
    /// Does one, and ends with an <see cref="OperationCanceledException"/> when its turn is over. Any other exception ends all.
    /// </param>
    /// <param name="cancellationToken">Ends all.</param>
    public async Task RunAsync<TPiece>(
        IAsyncEnumerable<TPiece> pieces, Func<TPiece, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var left = await RoundAsync(pieces, work, cancellationToken);
        while (left.Count > 0)
            left = await RoundAsync(left.ToAsyncEnumerable(), work, cancellationToken);
    }

    /// <summary>Gives each piece a turn; those that are not done by then.</summary>
    private async Task<IReadOnlyCollection<TPiece>> RoundAsync<TPiece>(
        IAsyncEnumerable<TPiece> pieces, Func<TPiece, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var left = new ConcurrentQueue<TPiece>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(pieces, options, async (piece, stop) =>
        {
            if (!await IsDoneAsync(piece, work, stop))
                left.Enqueue(piece);
        });
        return left;
    }

    private async Task<bool> IsDoneAsync<TPiece>(
        TPiece piece, Func<TPiece, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(turn, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over.Token);
        try
        {
            await work(piece, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return !over.IsCancellationRequested; // Else something ended the work that is not to be tried again.
        }
    }
}
