using System.Text;

namespace Scim.Fuzz;

/// <summary>What was answered.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Fields">The header fields by name, without regard to case.</param>
/// <param name="Body">The body, empty if there is none.</param>
public sealed record FuzzAnswer(int Status, IReadOnlyDictionary<string, string> Fields, byte[] Body)
{
    /// <summary>The value of a header field, or null.</summary>
    public string? Field(string name) => Fields.GetValueOrDefault(name);

    /// <summary>The answer's beginning, for a report.</summary>
    public override string ToString() =>
        $"{Status}\n{string.Join('\n', Fields.Select(field => $"{field.Key}: {field.Value}"))}\n\n"
        + Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 2048)));
}
