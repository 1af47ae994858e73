using System.Security.Cryptography;
using System.Text;

namespace Scim.Resilience.Tests.Chaos.Stored;

/// <summary>The keys of the index rows that a user should have, made anew from the design.</summary>
internal static class IndexKeys
{
    public static HashSet<string> Of(StoredUserRow user)
    {
        HashSet<string> keys = [$"userName:{Hash(Caseless(user.UserName))}"];
        if (user.ExternalId is { } externalId)
            keys.Add($"externalId:{Hash(externalId)}:{user.Id}");
        keys.UnionWith(user.Emails.Select(email => $"email:{Hash(Caseless(email))}:{user.Id}"));
        return keys;
    }

    /// <summary>
    /// Text as it compares: without case, and composed (product.md). Of the letters of the runs' names only the Kelvin sign is another
    /// one composed.
    /// </summary>
    public static string Caseless(string text) => text.Replace('\u212A', 'K').ToUpperInvariant();

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
