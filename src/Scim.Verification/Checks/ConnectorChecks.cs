using Scim.Verification.Conversations;
using Scim.Verification.Examinations;

namespace Scim.Verification.Checks;

/// <summary>The connectors' conversations, each a check.</summary>
internal static class ConnectorChecks
{
    public static IReadOnlyList<Check> List { get; } =
    [
        .. KnownConversations.All.Select(known => new Check(
            known.Conversation.Connector, NameOf(known.Name), examination => PlayAsync(examination, known.Conversation))
        {
            Connectors = [KnownConversations.ConnectorOf(known.Folder)],
            SkipFor = Needs.Schemas(known.Conversation.Needs),
        }),
    ];

    private static async Task PlayAsync(Examination examination, Conversation conversation)
    {
        var player = new ConversationPlayer(examination.BaseUrl, examination.Names.NewMark(), examination.SendAsync)
        {
            IdOfNobody = examination.Names.NewIdOfNobody(),
            ShowsValues = reply => examination.Shows(reply),
        };
        await foreach (var difference in player.PlayAsync(conversation))
        {
            examination.Note(
                difference.Reply, $"{difference.Expected} (step {difference.Number}: it {difference.Step.Does})", difference.Came);
        }
    }

    private static string NameOf(string file) => file.Replace('_', ' ');
}
