using System.Text.Json;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;

namespace Scim.Operations.Importing;

/// <summary>Whether an account can take the extensions that the users of a file have: what it cannot take would be lost silently.</summary>
internal static class FileSchemas
{
    /// <summary>Goes on only if the account's type has every extension of a user.</summary>
    /// <param name="user">The user; what is no object is left to others.</param>
    /// <param name="type">What a user of the account has now.</param>
    /// <param name="account">The account.</param>
    /// <param name="mustFit">True if every value must be one of its attribute as it stands.</param>
    /// <exception cref="OperationRefusedException">It does not, or a value does not fit.</exception>
    public static void Check(JsonElement user, UserType type, AccountId account, bool mustFit)
    {
        if (user.ValueKind != JsonValueKind.Object)
            return;
        foreach (var member in user.EnumerateObject().Where(member => member.Name.Contains(':', StringComparison.Ordinal)))
        {
            if (!type.Defines(member.Name))
                throw new OperationRefusedException($"The account has no schema {member.Name}.", new Remedy.AddSchema(account));
            if (mustFit && type.Extension(member.Name) is { } extension
                && UserRules.Misfits(extension, member.Value).FirstOrDefault() is { } attribute)
            {
                throw new OperationRefusedException(
                    $"The account does not have {attribute}, or has it with another type.", new Remedy.AddSchema(account));
            }
        }
    }
}
