using System.Reflection;

namespace Scim.Verification.Conversations;

/// <summary>The conversations of this project. Adding one is adding a file to the folder of its connector.</summary>
public static class KnownConversations
{
    private static readonly Assembly Home = typeof(KnownConversations).Assembly;

    /// <summary>All of them: the folder that each is in, its name without extension, and what it says.</summary>
    public static IReadOnlyList<(string Folder, string Name, Conversation Conversation)> All { get; } =
    [
        .. Home.GetManifestResourceNames().Order(StringComparer.Ordinal).Select(resource =>
        {
            var parts = resource.Split('/', '\\');
            return (parts[0], parts[^1], Conversation.Parse(Read(resource)));
        }),
    ];

    /// <summary>The connector whose conversations are in a folder.</summary>
    public static string ConnectorOf(string folder) => folder switch
    {
        "Entra" or "EntraGallery" => "Entra ID",
        _ => folder,
    };

    private static string Read(string resource)
    {
        using var reader = new StreamReader(Home.GetManifestResourceStream(resource)!); // It is among the names.
        return reader.ReadToEnd();
    }
}
