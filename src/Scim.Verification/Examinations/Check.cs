namespace Scim.Verification.Examinations;

/// <summary>
/// Something that is looked at. A check makes the users that it needs and depends on no other. Adding one is adding one entry to a list in
/// <c>Checks</c>.
/// </summary>
/// <param name="Section">The section that asks for it, such as <c>RFC 7644 §3.3</c>.</param>
/// <param name="Name">What holds if all is well, as a sentence.</param>
/// <param name="RunAsync">Looks, and says what does not hold.</param>
internal sealed record Check(string Section, string Name, Func<Examination, Task> RunAsync)
{
    /// <summary>The connectors that depend on it. Default: none in particular.</summary>
    public IReadOnlyList<string> Connectors { get; init; } = [];

    /// <summary>Why a service with these claims is not asked; null if it is. Default: every one is.</summary>
    public Func<ServiceClaims, string?> SkipFor { get; init; } = _ => null;
}
