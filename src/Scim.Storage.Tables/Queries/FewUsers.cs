using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Storage.Tables.Queries;

/// <summary>Who an index leads to: few enough to be read one by one.</summary>
/// <param name="ids">Their ids, ascending.</param>
/// <param name="ahead">The only one of them where it was read beside the index; null where none was.</param>
internal sealed class FewUsers(IReadOnlyList<UserId> ids, UserRecord? ahead = null)
{
    private UserRecord? _ahead = ahead;

    /// <summary>Their ids, ascending.</summary>
    public IReadOnlyList<UserId> Ids => ids;

    /// <summary>The only one of them as it was read beside the index, once; null later, and where none was.</summary>
    public UserRecord? TakeAhead()
    {
        (var taken, _ahead) = (_ahead, null);
        return taken;
    }
}
