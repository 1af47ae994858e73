namespace Scim.Verification.Scratch;

/// <summary>A user that a request asks to be made.</summary>
/// <param name="UserName">The name that is sent; null if none is.</param>
internal sealed record AskedUser(string? UserName)
{
    /// <summary>The place of its operation in a Bulk, from 0; null if the request is no Bulk.</summary>
    public int? Operation { get; init; }

    /// <summary>The <c>bulkId</c> of its operation; null if it has none.</summary>
    public string? BulkId { get; init; }
}
