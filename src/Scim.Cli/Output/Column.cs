namespace Scim.Cli.Output;

/// <summary>A property of what is listed: a column of a table, a member of a JSON object.</summary>
/// <param name="Name">Its name in JSON, in camel case; a table shows it in words.</param>
/// <param name="Value">Its value: text, number, flag, time or null, a list of texts, or for a table <see cref="CellLines"/>.</param>
internal sealed record Column<T>(string Name, Func<T, object?> Value)
{
    /// <summary>True if a table never folds it.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The name in words: <c>licencesInUse</c> is "licences in use".</summary>
    public string Title { get; } =
        string.Concat(Name.Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString()));
}

/// <summary>What stands one below the other in a table.</summary>
/// <param name="Lines">The lines.</param>
internal sealed record CellLines(IEnumerable<string> Lines);
