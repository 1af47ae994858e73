namespace Scim.Provisioning.Tokens;

/// <summary>What became of an attempt to authenticate as a client.</summary>
/// <param name="Named">The client of the id that was sent, whoever sent it; null if there is none, or it was not looked for.</param>
/// <param name="IsGood">True if the secret or assertion is the client's, and the client may have tokens.</param>
public readonly record struct ClientProof(OAuthClient? Named, bool IsGood)
{
    /// <summary>The client, if it is who it says; else null.</summary>
    public OAuthClient? Verified => IsGood ? Named : null;
}
