using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Users;

namespace Scim.Console.Users;

/// <summary>What a user is called. It is text of tenants.</summary>
internal static class UserText
{
    /// <summary>The <c>userName</c>.</summary>
    public static string? UserNameOf(UserRecord user) => user.Core[UserResource.UserName] as string;

    /// <summary>The <c>displayName</c>, else given and family name; null if the user has neither.</summary>
    public static string? NameOf(UserRecord user)
    {
        if (user.Core[UserResource.DisplayName] is string name) return name;
        if (user.Core[UserResource.Name] is not ComplexValue parts) return null;
        var both = string.Join(' ', new[] { parts[UserResource.GivenName], parts[UserResource.FamilyName] }.OfType<string>());
        return both.Length > 0 ? both : null;
    }
}
