using System.Text;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Provisioning.Tests.Users;

/// <summary>Makes users as they are stored, for those who ask no store.</summary>
internal static class PlainUser
{
    /// <summary>A user that was created and last changed at a time.</summary>
    /// <param name="at">The time.</param>
    /// <param name="document">Its document.</param>
    /// <param name="id">Its id; null for a new one.</param>
    /// <param name="generation">By which of the account's types the document is.</param>
    /// <param name="unseen">What that type does not know.</param>
    /// <param name="changed">When it was last changed; null for when it was created.</param>
    public static UserRecord Of(
        DateTimeOffset at,
        ReadOnlyMemory<byte> document,
        UserId? id = null,
        int generation = 0,
        ReadOnlyMemory<byte> unseen = default,
        DateTimeOffset? changed = null) => new()
        {
            Id = id ?? UserId.New(at),
            Created = at,
            LastModified = changed ?? at,
            Version = WriteId.New(at),
            WaitingForLicence = false,
            EmailIsDerived = false,
            Document = document,
            Generation = generation,
            Unseen = unseen,
            ETag = "tag",
        };

    /// <summary>A text as a document is stored.</summary>
    public static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
