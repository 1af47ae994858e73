namespace Scim.Verification.Checks;

/// <summary>A PATCH that is tried out.</summary>
/// <param name="Section">The section that asks for it.</param>
/// <param name="Does">What it does, as the end of a sentence that begins with PATCH.</param>
/// <param name="Before">The user before it, besides what every user has, as a JSON object.</param>
/// <param name="Operations">Its operations, as a JSON list.</param>
/// <param name="After">What is stored then: JSON pointers with their values as JSON, or null for what must not be there.</param>
internal sealed record PatchRow(
    string Section, string Does, string Before, string Operations, params (string Pointer, string? Value)[] After)
{
    /// <summary>The connectors that send it. Default: none in particular.</summary>
    public IReadOnlyList<string> Connectors { get; init; } = [];
}
