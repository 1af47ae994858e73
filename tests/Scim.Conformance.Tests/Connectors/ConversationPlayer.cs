using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Scim.Testing;

namespace Scim.Conformance.Tests.Connectors;

/// <summary>
/// Plays a connector's part. Every conversation knows <c>{{base}}</c>, the URL of the SCIM endpoints, <c>{{new}}</c>, a text that no
/// other conversation has, and <c>{{guid}}</c>, an id of nobody.
/// </summary>
internal sealed partial class ConversationPlayer(ScimClient scim)
{
    private const string Anything = "*";

    private readonly Dictionary<string, string> _kept = new()
    {
        ["base"] = scim.ScimBase,
        ["new"] = Guid.NewGuid().ToString("n")[..12],
        ["guid"] = Guid.NewGuid().ToString(),
    };

    /// <summary>Sends every request in order and checks every answer.</summary>
    public async Task PlayAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        foreach (var (number, step) in conversation.Steps.Index())
        {
            var answer = await SendAsync(step.Request, cancellationToken);
            try
            {
                Check(step, answer);
            }
            catch (Xunit.Sdk.XunitException failure)
            {
                throw new Xunit.Sdk.XunitException($"Step {number + 1}, the connector {step.Does}: {failure.Message}\n{answer.Body}");
            }
        }
    }

    private async Task<ScimAnswer> SendAsync(ConversationRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), scim.ScimBase + Filled(request.Path));
        if (request.Body is not null)
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Filled(request.Body.ToJsonString())));
        foreach (var (name, value) in request.Headers)
        {
            var target = IsOfContent(name) ? (HttpHeaders?)message.Content?.Headers : message.Headers;
            Assert.True(target?.TryAddWithoutValidation(name, Filled(value)), $"{name} cannot be sent.");
        }
        return await scim.SendAsync(message, cancellationToken);
    }

    private void Check(ConversationStep step, ScimAnswer answer)
    {
        Assert.Equal(step.Answer.Status, (int)answer.Status);
        Assert.Equal(answer.Body.ValueKind == JsonValueKind.Undefined ? null : "application/scim+json", answer.ContentType);
        foreach (var (name, pointer) in step.Keep)
            _kept[name] = JsonPointer.Find(answer.Body, pointer)?.ToString()
                ?? throw new Xunit.Sdk.XunitException($"There is no {pointer}.");
        foreach (var (name, value) in step.Answer.Headers)
            CheckField(Filled(value), answer.Header(name), name);
        if (step.Answer.Body is { } body)
            JsonSubset.Check(JsonElement.Parse(Filled(body.ToJsonString())), answer.Body, Anything);
        Assert.All(step.Answer.Absent, pointer => Assert.Null(JsonPointer.Find(answer.Body, pointer)));
        Assert.DoesNotContain("password", JsonSubset.Names(answer.Body), StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain(JsonValueKind.Null, JsonSubset.Kinds(answer.Body));
    }

    private static void CheckField(string expected, string? actual, string name)
    {
        Assert.True(actual is not null, $"There is no {name}.");
        if (expected != Anything)
            Assert.Equal(expected, actual);
    }

    private static bool IsOfContent(string field) => field.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);

    private string Filled(string text) => Placeholder().Replace(text, match => _kept[match.Groups[1].Value]);

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Placeholder();
}
