namespace Scim.Verification.Reports;

/// <summary>Something that does not hold.</summary>
/// <param name="Request">The request that showed it, as method and path.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Came">What came, without anything of users that are not of the run.</param>
public sealed record Shortcoming(string Request, string Expected, string Came)
{
    private const int Longest = 500;

    /// <summary>The request that showed it, as method and path, shortened to 500 characters.</summary>
    public string Request { get; } = Shortened(Request);

    /// <summary>What was expected, shortened to 500 characters.</summary>
    public string Expected { get; } = Shortened(Expected);

    /// <summary>What came, shortened to 500 characters: a service may send names and values of any length.</summary>
    public string Came { get; } = Shortened(Came);

    private static string Shortened(string text) => text.Length > Longest ? $"{text[..Longest]}…" : text;
}
