using System.Text;

namespace Scim.Fuzz;

/// <summary>A request as it goes over the wire.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query, escaped as a request line needs it.</param>
/// <param name="Fields">
/// The header fields but for <c>Authorization</c> with the right token, which <see cref="WithToken"/> asks for.
/// </param>
/// <param name="Body">The body; null for none.</param>
/// <param name="WithToken">True if the caller's token is sent.</param>
public sealed record FuzzRequest(
    string Method, string Target, IReadOnlyList<(string Name, string Value)> Fields, byte[]? Body, bool WithToken = true)
{
    /// <summary>The path, escaped.</summary>
    public string Path => Target.Split('?')[0];

    /// <summary>The query after its question mark, escaped; empty if there is none.</summary>
    public string Query => Target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? Target[(at + 1)..] : "";

    /// <summary>The value of a header field, or null.</summary>
    public string? Field(string name) =>
        Fields.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The message, with anything past 4 KiB of the body left out.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Method} {Target}\n");
        foreach (var (name, value) in Fields)
            text.Append(name).Append(": ").Append(value).Append('\n');
        if (Body is { } body)
        {
            text.Append('\n').Append(Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 4096))));
            if (body.Length > 4096)
                text.Append("… (").Append(body.Length).Append(" bytes)");
        }
        return text.ToString();
    }
}
