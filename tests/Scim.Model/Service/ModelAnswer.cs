using Scim.Model.Lists;

namespace Scim.Model.Service;

/// <summary>An answer that the contract allows, and the account after it.</summary>
/// <param name="After">The account.</param>
/// <param name="Status">The status.</param>
/// <param name="ScimType">The keyword of an error; null for none.</param>
/// <param name="User">The user of <paramref name="After"/> that is answered; null for none.</param>
/// <param name="Changed">Whether the version changes; null if either will do.</param>
/// <param name="List">The list that is answered; null for none.</param>
/// <param name="ModelProjection">What is asked for of the users; null for all.</param>
/// <param name="AnyList">True if any list will do.</param>
internal sealed record ModelAnswer(
    World After,
    int Status,
    string? ScimType = null,
    ModelUser? User = null,
    bool? Changed = null,
    ModelList? List = null,
    ModelProjection? ModelProjection = null,
    bool AnyList = false)
{
    /// <summary>For a report.</summary>
    public override string ToString()
    {
        if (List is not null)
        {
            var page = string.Join(' ', List.Found.Skip(List.Skipped).Take(List.Taken).Select(user => user.Slot));
            return $"{Status} total {List.Found.Count}, users {page}{(List.Sorted ? " in order" : "")}";
        }
        return User is null
            ? $"{Status} {ScimType}{(AnyList ? " any list" : "")}"
            : $"{Status} {UserView.Of(User).ToJsonString(Texts.Readable.Options)}{(Changed == false ? " (same version)" : "")}";
    }
}
