namespace Scim.Provisioning.Federation;

/// <summary>What is wrong with an assertion, for the log: the name of the part, and nothing of its value.</summary>
/// <param name="Part">The part.</param>
internal sealed record AssertionFault(string Part)
{
    /// <summary>It is no JWT in three parts of base64url, two of them JSON objects without a repeated member.</summary>
    public static AssertionFault Form { get; } = new("the form, which is not that of a signed JWT");

    /// <summary>Nothing usable could be fetched from the address of the key set.</summary>
    public static AssertionFault KeySet { get; } = new("the key set of the client's identity provider, as an earlier line says");

    /// <summary>The key set has no such key.</summary>
    public static AssertionFault UnknownKey { get; } = new("the header member kid, which names no key of the key set");

    /// <summary>The key is for encryption.</summary>
    public static AssertionFault KeyUse { get; } = new("the key, whose use is not sig");

    /// <summary>The key is for another algorithm.</summary>
    public static AssertionFault KeyAlgorithm { get; } = new("the key, which is not for the algorithm of the header");

    /// <summary>The key is too small, too large, or on another curve.</summary>
    public static AssertionFault KeySize { get; } = new("the key, which is not RSA of 2048 to 4096 bits or EC on P-256");

    /// <summary>The signature is not that of the key.</summary>
    public static AssertionFault Signature { get; } = new("the signature");

    /// <summary>A header member is missing or wrong, or there and must not be.</summary>
    public static AssertionFault OfHeader(string member) => new($"the header member {member}");

    /// <summary>A claim is missing or wrong.</summary>
    public static AssertionFault OfClaim(string claim) => new($"the claim {claim}");
}
