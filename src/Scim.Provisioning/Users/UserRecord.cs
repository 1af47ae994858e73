using Scim.Protocol.Resources;

namespace Scim.Provisioning.Users;

/// <summary>A user as stored.</summary>
public sealed class UserRecord
{
    private ComplexValue? _resource;

    /// <summary>The user's id.</summary>
    public required UserId Id { get; init; }

    /// <summary>When the user was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When the user was last changed.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>The write that made this version.</summary>
    public required WriteId Version { get; init; }

    /// <summary>True if the user asked for a licence, got none and was left deactivated.</summary>
    public required bool WaitingForLicence { get; init; }

    /// <summary>True if <c>emails</c> was derived from <c>userName</c> and moves with it.</summary>
    public required bool EmailIsDerived { get; init; }

    /// <summary>
    /// The canonical JSON object as UTF-8, complete but for <c>meta</c>: what an answer without projection repeats, with the
    /// derived e-mail and <c>schemas</c> in place.
    /// </summary>
    public required ReadOnlyMemory<byte> Document { get; init; }

    /// <summary>The user at this version.</summary>
    public UserPosition Position => new(Id, Version);

    /// <summary>The storage tag of the row; empty for a user that is not stored yet.</summary>
    public string ETag { get; init; } = "";

    /// <summary>The document as a resource, read on first use, with <c>meta</c> but for its <c>location</c>.</summary>
    public ComplexValue Resource
    {
        get => _resource ??= UserDocument.Read(this);
        init => _resource = value;
    }
}
