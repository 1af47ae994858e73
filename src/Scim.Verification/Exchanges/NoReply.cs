using System.Net.Sockets;

namespace Scim.Verification.Exchanges;

/// <summary>Says why there is no answer.</summary>
internal static class NoReply
{
    /// <summary>Waits for an answer as long as it is given time.</summary>
    /// <exception cref="NoReplyException">There was none.</exception>
    public static async Task<T> OrAsync<T>(
        Func<CancellationToken, Task<T>> ask, TimeSpan patience, TimeProvider time, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(patience, time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        try
        {
            return await ask(limited.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // A handler gives up by itself where no connection is made in time.
            throw new NoReplyException(late.IsCancellationRequested
                ? $"There is no whole answer after {patience.TotalSeconds:0} s."
                : "No connection could be made in time.");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException && !stop.IsCancellationRequested)
        {
            throw new NoReplyException(WordsFor(failure));
        }
    }

    private static string WordsFor(Exception failure) => failure switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "The name of the host is not known.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            "No secure connection could be made: see that its certificate is good.",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "The header of an answer is too large.",
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } =>
            "Nothing listens there: the connection is refused.",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "No connection could be made.",
        _ => "The connection was lost before the answer was whole.",
    };
}
