using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Scim.Samples.Receiver;

/// <summary>Verifies Security Event Tokens (RFC 8417): who made them, for whom, and that nobody changed them.</summary>
internal sealed class SetVerifier(ReceiverOptions options, IssuerKeys keys)
{
    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = PushEndpoint.MostBytes };

    /// <summary>The event of a token.</summary>
    /// <exception cref="SetRefusedException">It is none for this receiver.</exception>
    /// <exception cref="KeysUnavailableException">That cannot be said now.</exception>
    public async Task<ReceivedEvent> VerifyAsync(string token, CancellationToken stop)
    {
        var read = Read(token);
        var key = await keys.FindAsync(read.Kid, stop)
            ?? throw new SetRefusedException("invalid_key", "Its key is not one of the issuer's.");
        var result = await Handler.ValidateTokenAsync(read, new TokenValidationParameters
        {
            ValidIssuer = options.Issuer.TrimEnd('/'),
            ValidAudience = options.Audience,
            IssuerSigningKey = key,
            ValidTypes = ["secevent+jwt"], // No other token of the issuer passes for an event.
            ValidAlgorithms = ["ES256", "RS256"],
            RequireExpirationTime = false, // An event does not expire.
        });
        if (!result.IsValid)
            throw Refusal(result.Exception);
        using var claims = JsonDocument.Parse(Base64UrlEncoder.Decode(read.EncodedPayload));
        return ReceivedEvent.Read(claims.RootElement);
    }

    private static JsonWebToken Read(string token)
    {
        try
        {
            return Handler.ReadJsonWebToken(token);
        }
        catch (Exception wrong) when (wrong is ArgumentException or SecurityTokenException)
        {
            throw new SetRefusedException("invalid_request", "It is no compact token.");
        }
    }

    private static SetRefusedException Refusal(Exception why) => why switch
    {
        SecurityTokenInvalidIssuerException => new("invalid_issuer", "Its issuer is another."),
        SecurityTokenInvalidAudienceException => new("invalid_audience", "It is for somebody else."),
        SecurityTokenInvalidTypeException => new("invalid_request", "It is a token of another type."),
        _ => new("authentication_failed", "It does not verify."),
    };
}

/// <summary>A token is refused, with a code of RFC 8935 §2.4.</summary>
internal sealed class SetRefusedException(string code, string description) : Exception(description)
{
    /// <summary>The code.</summary>
    public string Code { get; } = code;

    /// <summary>The refusal as it travels.</summary>
    public SetError ToError() => new(Code, Message);
}

/// <summary>Why a token is refused, in the answer to a push and in <c>setErrs</c> of a poll.</summary>
internal sealed record SetError(string Err, string Description);
