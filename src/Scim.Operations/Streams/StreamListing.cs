using Scim.Provisioning.Streams;

namespace Scim.Operations.Streams;

/// <summary>A stream in a list.</summary>
/// <param name="Stream">What was set.</param>
/// <param name="IsUnfinished">
/// True if its creation or its last change was broken off, so that writes do not go by it yet. To set its status once more finishes
/// that.
/// </param>
public sealed record StreamListing(StreamRecord Stream, bool IsUnfinished);
