namespace Scim.Model.Service;

/// <summary>A request that is refused, with the answers that the contract allows for it.</summary>
internal sealed class Refusal(params (int Status, string? ScimType)[] allowed) : Exception
{
    public IReadOnlyList<(int Status, string? ScimType)> Allowed { get; } = allowed;

    /// <summary>400 with one of these keywords of RFC 7644 §3.12.</summary>
    public static Refusal Of(params string[] scimTypes) => new([.. scimTypes.Select(type => (400, (string?)type))]);

    public static Refusal InvalidValue() => Of("invalidValue");
}
