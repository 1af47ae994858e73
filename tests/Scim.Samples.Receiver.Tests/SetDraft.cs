using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Scim.Testing.Identity;

namespace Scim.Samples.Receiver.Tests;

/// <summary>A Security Event Token as the service makes it, which a test may change before it is signed.</summary>
internal sealed class SetDraft
{
    private const string Provisioning = "urn:ietf:params:scim:event:prov:";
    private const string SharedSignals = "https://schemas.openid.net/secevent/ssf/event-type/";

    private SetDraft(string issuer, string uri, string payload, JsonObject subject) => Claims = new JsonObject
    {
        ["iss"] = issuer,
        ["iat"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
        ["jti"] = $"{Guid.NewGuid()}.0",
        ["aud"] = PublisherStandIn.Audience,
        ["txn"] = $"{Guid.NewGuid()}",
        ["sub_id"] = subject,
        ["events"] = new JsonObject { [uri] = JsonNode.Parse(payload) },
    };

    /// <summary>The header, to which <c>alg</c> and <c>kid</c> are added if it has none.</summary>
    public JsonObject Header { get; } = new() { ["typ"] = "secevent+jwt" };

    /// <summary>The claims.</summary>
    public JsonObject Claims { get; }

    /// <summary>The <c>jti</c>.</summary>
    public string Id => Claims["jti"]!.ToString(); // It has one.

    /// <summary>An event of a user.</summary>
    /// <param name="issuer">The service.</param>
    /// <param name="change">The end of its URI, such as <c>create:full</c>.</param>
    /// <param name="user">The user's id.</param>
    /// <param name="payload">What comes with it, as JSON.</param>
    public static SetDraft OfUser(string issuer, string change, string user, string payload) =>
        new(issuer, Provisioning + change, payload, new() { ["format"] = "scim", ["uri"] = $"/Users/{user}", ["id"] = user });

    /// <summary>An event of the stream.</summary>
    /// <param name="issuer">The service.</param>
    /// <param name="name">The end of its URI, such as <c>verification</c>.</param>
    /// <param name="payload">What comes with it, as JSON.</param>
    public static SetDraft OfStream(string issuer, string name, string payload) =>
        new(issuer, SharedSignals + name, payload, new() { ["format"] = "opaque", ["id"] = "stream" });

    /// <summary>The draft with a claim changed; null leaves the claim out.</summary>
    public SetDraft With(string claim, JsonNode? value)
    {
        Claims.Remove(claim);
        if (value is not null) Claims[claim] = value;
        return this;
    }

    /// <summary>The draft with a member of its header changed; null leaves it out.</summary>
    public SetDraft WithHeader(string member, JsonNode? value)
    {
        Header[member] = value;
        return this;
    }

    /// <summary>The token.</summary>
    public string SignBy(SigningKey key)
    {
        if (!Header.ContainsKey("alg")) Header["alg"] = key.Algorithm;
        if (!Header.ContainsKey("kid")) Header["kid"] = key.Id;
        var text = $"{Encoded(Header)}.{Encoded(Claims)}";
        return $"{text}.{Base64Url.EncodeToString(key.Sign($"{Header["alg"]}", text))}";
    }

    private static string Encoded(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
