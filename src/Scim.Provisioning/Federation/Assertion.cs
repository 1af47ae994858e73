using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Scim.Protocol.Bodies;
using Scim.Protocol.Errors;
using Scim.Provisioning.Tokens;

namespace Scim.Provisioning.Federation;

/// <summary>What a signed JWT (RFC 7515 §7.1) says of itself, before its signature was verified.</summary>
internal sealed class Assertion
{
    private const int MaxLength = 16 * 1024;
    private const double Skew = 60;

    private readonly JsonElement _header;
    private readonly JsonElement _claims;

    private Assertion(string text, JsonElement header, JsonElement claims) =>
        (Text, _header, _claims) = (text, header, claims);

    /// <summary>The whole of it.</summary>
    public string Text { get; }

    /// <summary>The <c>alg</c>; empty if there is none.</summary>
    public string Algorithm => TextOf(_header, "alg") ?? "";

    /// <summary>The <c>kid</c>; empty if there is none.</summary>
    public string KeyId => TextOf(_header, "kid") ?? "";

    /// <summary>Reads one; false if the text is none, is encrypted, or is longer than 16,384 characters.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out Assertion? assertion)
    {
        assertion = text.Length <= MaxLength
            && text.Split('.') is [var header, var claims, _]
            && ReadObject(header) is { } headerObject
            && ReadObject(claims) is { } claimsObject
                ? new Assertion(text, headerObject, claimsObject)
                : null;
        return assertion is not null;
    }

    /// <summary>What is wrong with the header; null for nothing.</summary>
    public AssertionFault? FindHeaderFault()
    {
        if (!AssertionAlgorithms.All.Contains(Algorithm))
            return AssertionFault.OfHeader("alg");
        if (_header.TryGetProperty("crit", out _))
            return AssertionFault.OfHeader("crit");
        return KeyId.Length == 0 ? AssertionFault.OfHeader("kid") : null;
    }

    /// <summary>The first claim that is not as a trust says, or not for now within 60 s; null if all are.</summary>
    public AssertionFault? FindClaimFault(FederatedTrust trust, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeMilliseconds() / 1000.0;
        (string Name, bool IsRight)[] claims =
        [
            ("iss", Is("iss", trust.Issuer)),
            ("sub", Is("sub", trust.Subject)),
            ("aud", _claims.TryGetProperty("aud", out var audience) && TrustedAudience.IsMeant(audience, trust.Audience)),
            ("tid", trust.Tenant is null || Is("tid", trust.Tenant)),
            ("azp", AreOneApplication()),
            ("exp", IsTime("exp", isRequired: true, end => seconds < end + Skew)),
            ("nbf", IsTime("nbf", isRequired: false, start => start <= seconds + Skew)),
            ("iat", IsTime("iat", isRequired: false, issued => issued <= seconds + Skew)),
        ];
        var wrong = Array.FindIndex(claims, claim => !claim.IsRight);
        return wrong < 0 ? null : AssertionFault.OfClaim(claims[wrong].Name);
    }

    /// <summary>Version 2.0 of Entra's tokens names the application in <c>azp</c>, version 1.0 in <c>appid</c>.</summary>
    private bool AreOneApplication() =>
        !_claims.TryGetProperty("azp", out _) || !_claims.TryGetProperty("appid", out _)
        || (TextOf(_claims, "azp") is { } application && Is("appid", application));

    private bool Is(string claim, string value) => TextOf(_claims, claim) == value;

    private bool IsTime(string claim, bool isRequired, Func<double, bool> isRight) =>
        _claims.TryGetProperty(claim, out var time)
            ? time.ValueKind == JsonValueKind.Number && time.TryGetDouble(out var value) && double.IsFinite(value) && isRight(value)
            : !isRequired;

    private static string? TextOf(JsonElement json, string member) =>
        json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement? ReadObject(string part)
    {
        if (!Base64Url.IsValid(part))
            return null;
        try
        {
            using var json = JsonBody.Parse(Base64Url.DecodeFromChars(part));
            return json.RootElement.Clone();
        }
        catch (ScimException)
        {
            return null;
        }
    }
}
