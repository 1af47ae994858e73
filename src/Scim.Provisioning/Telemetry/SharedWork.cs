using System.Diagnostics;

namespace Scim.Provisioning.Telemetry;

/// <summary>
/// Runs work that several requests share in a context of its own: it belongs to no request's trace and is counted under its own name, since
/// whichever request began it is only one of those that it is done for, and it may outlast that one. The trace of each has a span of its
/// wait.
/// </summary>
public static class SharedWork
{
    private static readonly ExecutionContext Fresh = CaptureFresh();

    /// <summary>Begins the work in the calling thread, without what flows with the caller.</summary>
    /// <param name="name">What it is counted as, in place of an operation.</param>
    /// <param name="work">The work.</param>
    public static T Begin<T>(string name, Func<T> work)
    {
        var result = default(T)!; // Set by the callback, which runs before the call returns.
        ExecutionContext.Run(
            Fresh,
            _ =>
            {
                RunningOperation.Begin(name);
                result = work();
            },
            state: null);
        return result;
    }

    /// <summary>Waits for the work on behalf of one request.</summary>
    /// <param name="name">What it is counted as.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends the wait and not the work.</param>
    public static Task<T> WaitAsync<T>(string name, Task<T> work, CancellationToken cancellationToken) =>
        work.IsCompleted || Activity.Current?.Source != ScimTelemetry.Source
            ? work.WaitAsync(cancellationToken)
            : WaitInSpanAsync(name, work, cancellationToken);

    private static async Task<T> WaitInSpanAsync<T>(string name, Task<T> work, CancellationToken cancellationToken)
    {
        using var span = ScimTelemetry.Source.StartActivity($"wait {name}");
        return await work.WaitAsync(cancellationToken);
    }

    private static ExecutionContext CaptureFresh()
    {
        ExecutionContext? fresh = null;
        var thread = new Thread(() => fresh = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return fresh ?? throw new InvalidOperationException("The flow of contexts is suppressed in a new thread.");
    }
}
