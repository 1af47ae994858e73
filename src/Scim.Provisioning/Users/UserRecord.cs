using Scim.Protocol.Computing;
using Scim.Protocol.Resources;
using Scim.Provisioning.Identities;

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

    // In steps for each byte; found by measuring (docs/adr/0010).
    private const int StepsOfByte = 4;

    /// <summary>The document as a resource, read on first use, with <c>meta</c> but for its <c>location</c>.</summary>
    public ComplexValue Resource
    {
        get => _resource ??= UserDocument.Read(this);
        init => _resource = value;
    }

    /// <summary>As <see cref="Resource"/>, counted where the document is read for it.</summary>
    /// <exception cref="Protocol.Errors.ScimException">The steps are spent.</exception>
    public ComplexValue ReadWith(StepBudget steps)
    {
        if (_resource is null)
            steps.Spend((long)Document.Length * StepsOfByte);
        return Resource;
    }

    /// <summary>Counts what it takes to write the document, compare it with the one before and store it.</summary>
    /// <exception cref="Protocol.Errors.ScimException">The steps are spent.</exception>
    internal void SpendWriting(StepBudget steps) => steps.Spend((long)Document.Length * StepsOfByte * 2);
}
