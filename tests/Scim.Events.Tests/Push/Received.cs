using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Scim.Provisioning.Events;

namespace Scim.Events.Tests.Push;

/// <summary>What a receiver sees of a push.</summary>
/// <param name="Id">The token's id.</param>
/// <param name="User">The subject's id: a user's or the stream's.</param>
internal sealed record Received(EventId Id, string User)
{
    /// <summary>Reads a token, whose signature others check.</summary>
    public static Received Read(string token)
    {
        using var claims = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.Split('.')[1]));
        Assert.True(EventId.TryParse(claims.RootElement.GetProperty("jti").GetString(), out var id));
        return new Received(id, claims.RootElement.GetProperty("sub_id").GetProperty("id").GetString()!); // Each has one.
    }
}
