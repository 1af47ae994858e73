using System.Text.Json;

namespace Scim.Samples.Receiver;

/// <summary>An event.</summary>
/// <param name="Id">The <c>jti</c>, the same however often it comes.</param>
/// <param name="Kind">
/// The end of its URI: <c>create</c>, <c>put</c>, <c>patch</c>, <c>delete</c>, <c>activate</c>, <c>deactivate</c>, <c>verification</c> or
/// <c>stream-updated</c>.
/// </param>
/// <param name="User">The user's id; null for an event about the stream.</param>
/// <param name="Payload">What comes with it.</param>
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
                claims.GetProperty("jti").GetString() ?? "",
                told.Name.StartsWith(Provisioning, StringComparison.Ordinal)
                    ? told.Name[Provisioning.Length..].Split(':')[0]
                    : told.Name[(told.Name.LastIndexOf('/') + 1)..],
                path?.StartsWith(Users, StringComparison.Ordinal) is true ? path[Users.Length..] : null,
                told.Value.Clone());
        }
        catch (Exception wrong) when (wrong is KeyNotFoundException or InvalidOperationException)
        {
            throw new SetRefusedException("invalid_request", "It lacks a claim of an event.");
        }
    }
}
