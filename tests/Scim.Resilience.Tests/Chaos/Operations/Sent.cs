using System.Net;
using System.Text.Json;

namespace Scim.Resilience.Tests.Chaos.Operations;

/// <summary>A request with what came back.</summary>
/// <param name="Operation">The request.</param>
/// <param name="Status">The status; null if the connection broke.</param>
/// <param name="ETag">The entity tag of the answer.</param>
/// <param name="Body">The body, or undefined.</param>
/// <param name="Started">When it was sent, by the clock of the run.</param>
/// <param name="Ended">When the answer was there.</param>
internal sealed record Sent(Operation Operation, HttpStatusCode? Status, string? ETag, JsonElement Body, long Started, long Ended)
{
    /// <summary>True if the client was told that it is done.</summary>
    public bool IsAcknowledged => Status is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent;

    /// <summary>True if the client cannot know whether it is done.</summary>
    public bool IsUnknown => Status is null or HttpStatusCode.ServiceUnavailable;

    /// <summary>The users that were answered.</summary>
    public IEnumerable<AnsweredUser> Users
    {
        get
        {
            if (Status is not (HttpStatusCode.OK or HttpStatusCode.Created))
                return [];
            return Operation.Kind == OperationKind.Find
                ? Body.TryGetProperty("Resources", out var found) ? found.EnumerateArray().Select(user => new AnsweredUser(user)) : []
                : [new AnsweredUser(Body)];
        }
    }

    public override string ToString() =>
        $"operation {Operation.Number} ({Operation.Kind} of {Operation.User ?? Operation.UserName}, answered "
        + $"{Status?.ToString() ?? "nothing"})";
}

/// <summary>A user as it was answered.</summary>
internal readonly record struct AnsweredUser(JsonElement Json)
{
    public string Id => Text("id")!;

    /// <summary>The version: <c>meta.version</c> without its dress.</summary>
    public string Version => WithoutDress(Json.GetProperty("meta").GetProperty("version").GetString())!;

    public string? UserName => Text("userName");

    public string? DisplayName => Text("displayName");

    public string? ExternalId => Text("externalId");

    public bool Active => Json.GetProperty("active").GetBoolean();

    public IEnumerable<string?> Emails =>
        Json.TryGetProperty("emails", out var emails)
            ? emails.EnumerateArray().Select(email => email.GetProperty("value").GetString())
            : [];

    /// <summary>The write id within <c>W/"…"</c>.</summary>
    public static string? WithoutDress(string? tag) => tag?.Replace("W/", "", StringComparison.Ordinal).Trim('"');

    private string? Text(string name) => Json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
