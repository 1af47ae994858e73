using Scim.Protocol.Schemas;

namespace Scim.Provisioning.Users;

/// <summary>
/// A user was written by a newer type than the request goes by: the settings that it began with are too old. It starts over with others.
/// </summary>
/// <param name="generation">The generation of the type.</param>
public sealed class NewerTypeException(int generation) : Exception("The schemas of the account have changed meanwhile.")
{
    /// <summary>The generation of the type by which the user was written.</summary>
    public int Generation => generation;

    /// <summary>Throws if a user was written by a newer type than this.</summary>
    internal static void ThrowIfNewer(UserRecord? user, UserType type)
    {
        if (user?.Generation > type.Generation)
            throw new NewerTypeException(user.Generation);
    }
}
