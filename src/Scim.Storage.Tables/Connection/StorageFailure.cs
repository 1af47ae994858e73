using System.Globalization;
using Azure;
using Azure.Data.Tables.Models;
using Azure.Identity;
using Scim.Provisioning;

namespace Scim.Storage.Tables.Connection;

/// <summary>The one place that reads the failures of the client library.</summary>
internal static class StorageFailure
{
    /// <summary>
    /// Runs a request; a failure of storage becomes a <see cref="StorageUnavailableException"/>, a cancellation stays one.
    /// </summary>
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> request, CancellationToken cancellationToken)
    {
        try
        {
            return await request();
        }
        catch (Exception failure) when (IsOfStorage(failure))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new StorageUnavailableException("Storage did not answer as expected.", failure);
        }
    }

    /// <summary>True for a failure that storage, the way there or the credential caused.</summary>
    public static bool IsOfStorage(Exception failure) =>
        LeavesOutcomeUnknown(failure) || failure is RequestFailedException or AggregateException or AuthenticationFailedException;

    /// <summary>True if a write that failed so may have happened, or may happen yet.</summary>
    public static bool LeavesOutcomeUnknown(Exception failure) => failure switch
    {
        RequestFailedException refused =>
            refused.Status is 0 or 408 or 429 or >= 500 || refused.ErrorCode == TableErrorCode.TableBeingDeleted,
        _ => failure is OperationCanceledException or IOException or HttpRequestException,
    };

    /// <summary>How long storage asks to be left alone, if it says so.</summary>
    public static TimeSpan? RetryAfter(Exception failure) =>
        failure is RequestFailedException refused
        && refused.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var seconds) == true
        && int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
            ? TimeSpan.FromSeconds(whole)
            : null;

    /// <summary>True if the table does not exist, which is not the same as a missing row.</summary>
    public static bool IsMissingTable(RequestFailedException failure) => failure.ErrorCode == TableErrorCode.TableNotFound;

    /// <summary>True for an answer that says something about the row.</summary>
    public static bool IsAboutRow(RequestFailedException failure) => failure.Status is 404 or 409 or 412;
}
