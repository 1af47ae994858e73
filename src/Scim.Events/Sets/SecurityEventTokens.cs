using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Scim.Protocol.Bodies;
using Scim.Protocol.Resources;

namespace Scim.Events.Sets;

/// <summary>Makes Security Event Tokens (RFC 8417): compact, signed, without <c>exp</c>.</summary>
public static class SecurityEventTokens
{
    /// <summary>The type of the token (§2.3).</summary>
    public const string Type = "secevent+jwt";

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };
    private static readonly Dictionary<string, object> Header = new() { [JwtHeaderParameterNames.Typ] = Type };

    /// <summary>The token in its compact form.</summary>
    public static string Sign(SetContent content, SigningCredentials key)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, ResourceWriter.Options))
            Write(json, content);
        return Handler.CreateToken(Encoding.UTF8.GetString(buffer.Written.Span), key, Header);
    }

    private static void Write(Utf8JsonWriter json, SetContent content)
    {
        json.WriteStartObject();
        json.WriteString("iss"u8, content.Issuer);
        json.WriteNumber("iat"u8, content.IssuedAt.ToUnixTimeSeconds());
        json.WriteString("jti"u8, content.Id);
        json.WriteString("aud"u8, content.Audience);
        if (content.Transaction is not null)
            json.WriteString("txn"u8, content.Transaction);
        json.WritePropertyName("sub_id"u8);
        json.WriteRawValue(content.Subject.Span, skipInputValidation: true);
        json.WriteStartObject("events"u8);
        json.WritePropertyName(content.EventUri);
        json.WriteRawValue(content.Payload.Span, skipInputValidation: true);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
