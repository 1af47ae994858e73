using System.IO.Pipelines;

namespace Scim.Http.Answers;

/// <summary>Reads a request's body so that the server can take what is left of it when the reading is broken off.</summary>
internal static class BodyReading
{
    /// <summary>
    /// The next piece of the body, which the caller has to advance over. A read that is cancelled by its token would leave the server amid
    /// of it: unable to take the rest, it would log a failure and cut the connection.
    /// </summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static async ValueTask<ReadResult> NextAsync(this PipeReader body, CancellationToken cancellationToken)
    {
        using var end = cancellationToken.UnsafeRegister(static reader => ((PipeReader)reader!).CancelPendingRead(), body); // As passed.
        var read = await body.ReadAsync(CancellationToken.None);
        if (cancellationToken.IsCancellationRequested)
        {
            body.AdvanceTo(read.Buffer.End);
            throw new OperationCanceledException(cancellationToken);
        }
        return read;
    }
}
