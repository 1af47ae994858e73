namespace Scim.Console.Showing;

/// <summary>Lengths of time in words.</summary>
internal static class AgeText
{
    /// <summary>How long something has been, in the greatest unit of which there are two or more.</summary>
    public static string Of(TimeSpan age) => age switch
    {
        { TotalDays: >= 2 } => Invariant($"{age.TotalDays:0} days"),
        { TotalHours: >= 2 } => Invariant($"{age.TotalHours:0} hours"),
        { TotalMinutes: >= 2 } => Invariant($"{age.TotalMinutes:0} minutes"),
        _ => Invariant($"{age.TotalSeconds:0} s"),
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
