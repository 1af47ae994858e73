using System.Net;

namespace Scim.Resilience.Tests.Histories;

/// <summary>One request about a user, and what was answered.</summary>
/// <param name="Asked">What for.</param>
/// <param name="Start">When it was sent, by a clock that counts beginnings and ends.</param>
/// <param name="End">When its answer was there, by the same clock.</param>
/// <param name="Status">The answer's status.</param>
internal sealed record Observed(Asked Asked, long Start, long End, HttpStatusCode Status)
{
    /// <summary>The version in the answer; null for none.</summary>
    public string? Version { get; init; }

    /// <summary>The title in the answer; null for none.</summary>
    public string? Title { get; init; }

    /// <summary>The title that the request sets, which no other sets; null if it sets none.</summary>
    public string? Sets { get; init; }

    /// <summary>The version that it must find, by <c>If-Match</c>; null for any.</summary>
    public string? Expects { get; init; }

    /// <summary>True if it made a version.</summary>
    public bool HasWritten => IsWrite && (int)Status is >= 200 and < 300;

    /// <summary>True if nobody knows whether it made one.</summary>
    public bool IsUnknown => IsWrite && (int)Status >= 500;

    private bool IsWrite => Asked is Asked.Create or Asked.Change or Asked.Delete;
}

/// <summary>What a request asks for.</summary>
internal enum Asked
{
    /// <summary>POST.</summary>
    Create,

    /// <summary>PATCH or PUT that sets a title.</summary>
    Change,

    /// <summary>PATCH that asks for what is so already.</summary>
    Confirm,

    /// <summary>GET.</summary>
    Read,

    /// <summary>DELETE.</summary>
    Delete,
}
