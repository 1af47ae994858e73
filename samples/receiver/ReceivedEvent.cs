using System.Text.Json;

namespace Scim.Samples.Receiver;

/// <summary>An event.</summary>
/// <param name="Id">The <c>jti</c>, the same however often it comes.</param>
/// <param name="Kind">
/// The end of its URI: <c>create</c>, <c>put</c>, <c>patch</c>, <c>delete</c>, <c>activate</c>, <c>deactivate</c>, <c>verification</c> or
/// <c>stream-updated</c>.
/// </param>
/// <param name="User">The user's id; null for an event about the stream.</param>
/// <param name="Payload">What comes with it: an object.</param>
internal sealed record ReceivedEvent(string Id, string Kind, string? User, JsonElement Payload)
{
    private const string Provisioning = "urn:ietf:params:scim:event:prov:";
    private const string Users = "/Users/";

    /// <summary>Reads the claims of a token.</summary>
    /// <exception cref="SetRefusedException">They are not those of an event.</exception>
    public static ReceivedEvent Read(JsonElement claims)
    {
        try
        {
            var told = claims.GetProperty("events").EnumerateObject().Single();
            var subject = claims.GetProperty("sub_id");
            var path = subject.TryGetProperty("uri", out var uri) ? uri.GetString() : null;
            return new ReceivedEvent(
                claims.GetProperty("jti").GetString() ?? throw Refused("It lacks an id."),
                told.Name.StartsWith(Provisioning, StringComparison.Ordinal)
                    ? told.Name[Provisioning.Length..].Split(':')[0]
                    : told.Name[(told.Name.LastIndexOf('/') + 1)..],
                path?.StartsWith(Users, StringComparison.Ordinal) is true ? path[Users.Length..] : null,
                told.Value.ValueKind == JsonValueKind.Object ? told.Value.Clone() : throw Refused("Its event is no object."));
        }
        catch (Exception wrong) when (wrong is KeyNotFoundException or InvalidOperationException)
        {
            throw Refused("It lacks a claim of an event.");
        }
    }

    /// <summary>Its values: the user, or a PatchOp; null if it only has names.</summary>
    /// <exception cref="SetRefusedException">They are no object.</exception>
    public JsonElement? Data() => !Payload.TryGetProperty("data", out var data) ? null
        : data.ValueKind == JsonValueKind.Object ? data : throw Refused("Its data is no object.");

    /// <summary>The names of what has changed.</summary>
    /// <exception cref="SetRefusedException">It has none.</exception>
    public IReadOnlyList<string> Names() =>
        Payload.TryGetProperty("attributes", out var names) && names.ValueKind == JsonValueKind.Array
            ? [.. names.EnumerateArray().Select(name => name.ToString())]
            : throw Refused("It has neither data nor attributes.");

    /// <summary>A text that it may have; null if it has not got it.</summary>
    public string? Text(string name) =>
        Payload.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static SetRefusedException Refused(string why) => new("invalid_request", why);
}
