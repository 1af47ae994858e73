using Azure;
using Azure.Data.Tables;

namespace Scim.Storage.Tables.Connection;

/// <summary>What storage said to a write at last.</summary>
/// <param name="ETags">The new tag of each row if the write was accepted; otherwise null.</param>
/// <param name="Refusal">404, 409 or 412 if it was refused; null if it was accepted, or sent once and never answered.</param>
/// <param name="AnswerLost">
/// True if the answer to some try was lost, so that a refusal may be due to the very same write's earlier success.
/// </param>
internal readonly record struct WriteAnswer(IReadOnlyList<string>? ETags, RequestFailedException? Refusal, bool AnswerLost)
{
    /// <summary>True if storage accepted the write.</summary>
    public bool Accepted => ETags is not null;

    /// <summary>The new tag of the only row.</summary>
    public string ETag => ETags is [var only] ? only : throw new InvalidOperationException("The write was not accepted.");

    /// <summary>The status of the refusal, or null.</summary>
    public int? Status => Refusal?.Status;

    /// <summary>The place of the row that a transaction was refused for, or null.</summary>
    public int? RefusedRow => (Refusal as TableTransactionFailedException)?.FailedTransactionActionIndex;
}
