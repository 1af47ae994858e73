using Scim.Verification.Conversations;

namespace Scim.Conformance.Tests.Connectors;

/// <summary>
/// The conversations that <c>scim verify</c> plays, and beside the tests those that need an account of a kind of its own.
/// </summary>
internal static class ConversationFiles
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Connectors");

    /// <summary>Every one, as folder and name.</summary>
    public static IEnumerable<(string Folder, string Name)> All() =>
        Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
            .Select(file => (Path.GetFileName(Path.GetDirectoryName(file)) ?? "", Path.GetFileNameWithoutExtension(file)))
            .Concat(KnownConversations.All.Select(known => (known.Folder, known.Name)));

    /// <summary>Reads one.</summary>
    public static Conversation Load(string folder, string name)
    {
        var file = Path.Combine(Folder, folder, name + ".json");
        return File.Exists(file)
            ? Conversation.Parse(File.ReadAllText(file))
            : KnownConversations.All.Single(known => known.Folder == folder && known.Name == name).Conversation;
    }
}
