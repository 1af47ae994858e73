namespace Scim.Operations.Clients;

/// <summary>How long an operator may let a secret be good.</summary>
public static class SecretTerm
{
    /// <summary>The longest: 100 years.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(36_525);

    /// <summary>What is wrong with a term; null if nothing is, or none is given.</summary>
    public static string? ErrorOf(TimeSpan? term) =>
        term is { } given && (given <= TimeSpan.Zero || given > Longest)
            ? "A secret expires after more than 0 and at most 100 years."
            : null;
}
