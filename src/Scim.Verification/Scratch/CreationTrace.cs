namespace Scim.Verification.Scratch;

/// <summary>What an answer says of a user that was asked for. Whether that is true, its <c>userName</c> must show.</summary>
/// <param name="Asked">The user.</param>
internal sealed record CreationTrace(AskedUser Asked)
{
    /// <summary>The id that it has, if it was made; else null.</summary>
    public string? Id { get; init; }

    /// <summary>The name that it has, if the answer says so; else null.</summary>
    public string? UserName { get; init; }

    /// <summary>True if it was refused, so that nobody was made.</summary>
    public bool IsRefused { get; init; }
}
