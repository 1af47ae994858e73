using System.Security.Cryptography;
using System.Text;

namespace Scim.Resilience.Tests.Chaos.Stored;

/// <summary>The keys of the index rows that a user should have, made anew from the design.</summary>
internal static class IndexKeys
{
    public static HashSet<string> Of(StoredUser user)
    {
        HashSet<string> keys = [$"userName:{Hash(user.UserName.ToUpperInvariant())}"];
        if (user.ExternalId is { } externalId)
            keys.Add($"externalId:{Hash(externalId)}:{user.Id}");
        keys.UnionWith(user.Emails.Select(email => $"email:{Hash(email.ToUpperInvariant())}:{user.Id}"));
        return keys;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
