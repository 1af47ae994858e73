using System.Text.Json;
using Scim.Testing;
using Scim.Verification.Conversations;
using Scim.Verification.Exchanges;

namespace Scim.Conformance.Tests.Connectors;

/// <summary>Plays a connector's part, and asserts that it gets all that it must, in order and in SCIM's media type alone.</summary>
internal static class PlayedConversation
{
    /// <summary>Sends every request in order and checks every answer.</summary>
    public static async Task PlayAsync(ScimClient scim, Conversation conversation, CancellationToken cancellationToken)
    {
        var player = new ConversationPlayer(
            scim.ScimBase, Guid.NewGuid().ToString("n")[..12], request => SendAsync(scim, request, cancellationToken))
        {
            ListsInOrder = true,
            ShowsValues = _ => true,
        };
        await foreach (var (number, step, reply, expected, came) in player.PlayAsync(conversation).WithCancellation(cancellationToken))
            Assert.Fail($"Step {number}, the connector {step.Does}: expected {expected}, came {came}\n{reply.Body}");
    }

    private static async Task<Reply> SendAsync(ScimClient scim, SentRequest request, CancellationToken cancellationToken)
    {
        using var message = request.ToMessage(scim.ScimBase);
        var answer = await scim.SendAsync(message, cancellationToken);
        var hasContent = answer.Body.ValueKind != JsonValueKind.Undefined;
        Assert.Equal(hasContent ? "application/scim+json" : null, answer.ContentType);
        var fields = answer.Headers.Concat(answer.ContentHeaders)
            .ToDictionary(field => field.Key, field => string.Join(", ", field.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply(request, (int)answer.Status, fields, hasContent, answer.Body);
    }
}
