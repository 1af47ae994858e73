using Scim.Protocol.Bulk;

namespace Scim.Http.Bulk;

/// <summary>An operation of a Bulk that was carried out or refused.</summary>
/// <param name="Place">Its place in the request, from 1.</param>
/// <param name="Operation">The operation as it was sent.</param>
/// <param name="Result">What became of it.</param>
internal sealed record TriedOperation(int Place, BulkOperation Operation, BulkResult Result);
