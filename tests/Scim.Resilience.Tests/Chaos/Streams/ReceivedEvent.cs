using System.Buffers.Text;
using System.Text.Json;

namespace Scim.Resilience.Tests.Chaos.Streams;

/// <summary>An event as a receiver reads it.</summary>
/// <param name="Jti">Its id.</param>
/// <param name="Txn">The write that it tells of.</param>
/// <param name="Uri">What it tells, as an event URI.</param>
/// <param name="User">The user's id.</param>
/// <param name="Payload">What comes with it.</param>
internal sealed record ReceivedEvent(string Jti, string Txn, string Uri, string User, JsonElement Payload)
{
    private const string Prefix = "urn:ietf:params:scim:event:prov:";

    /// <summary><c>create</c>, <c>put</c>, <c>patch</c>, <c>delete</c>, <c>activate</c> or <c>deactivate</c>.</summary>
    public string Kind => Uri[Prefix.Length..].Split(':')[0];

    /// <summary>True for one that tells a change itself, and not only that a user was activated or deactivated by it.</summary>
    public bool IsChange => Jti.EndsWith(".0", StringComparison.Ordinal);

    /// <summary>Reads a token; whether its signature is right is another test's business.</summary>
    public static ReceivedEvent Read(string token)
    {
        var claims = JsonElement.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
        var told = claims.GetProperty("events").EnumerateObject().Single();
        var path = claims.GetProperty("sub_id").GetProperty("uri").GetString()!; // Required.
        return new ReceivedEvent(
            claims.GetProperty("jti").GetString()!, // Required.
            claims.GetProperty("txn").GetString()!, // Always sent.
            told.Name,
            path["/Users/".Length..],
            told.Value);
    }
}
