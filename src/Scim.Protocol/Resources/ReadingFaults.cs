using System.Buffers;
using Scim.Protocol.Errors;

namespace Scim.Protocol.Resources;

/// <summary>Gathers what is wrong with the values of a request, without the values.</summary>
internal sealed class ReadingFaults
{
    private const int MostReported = 20;
    private const string NoName = "<no name of an attribute or schema>";

    /// <summary>Of RFC 7644's attribute names and paths, and of the URNs in use.</summary>
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_$.:");

    private readonly List<string> _violations = [];
    private readonly List<string> _unknown = [];

    /// <summary>Sentences about values that do not fit their attribute; the first 20.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Notes a value that does not fit. The same of many values is said once.</summary>
    public void Violated(string sentence)
    {
        if (_violations.Count < MostReported && !_violations.Contains(sentence))
            _violations.Add(sentence);
    }

    /// <summary>Notes a name that the schemas do not have.</summary>
    public void Unknown(string name)
    {
        if (_unknown.Count < MostReported)
            _unknown.Add(Printable(name));
    }

    /// <summary>Throws if anything did not fit: <c>invalidSyntax</c> for unknown names, else <c>invalidValue</c>.</summary>
    /// <exception cref="ScimException">Something did not fit; the detail names every violation.</exception>
    public void ThrowIfAny()
    {
        if (_unknown.Count > 0)
            throw new ScimException(ScimError.UnknownNames(string.Join(", ", _unknown)));
        if (_violations.Count > 0)
            throw new ScimException(ScimError.InvalidValue(string.Join(" ", _violations)));
    }

    /// <summary>
    /// The name, no longer than a reader needs, if it is made as attributes and schemas are named; any other may be a value.
    /// </summary>
    private static string Printable(string name)
    {
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        var end = bracket >= 0 ? bracket : name.Length;
        if (end == 0 || name.AsSpan(0, end).ContainsAnyExcept(NameCharacters))
            return NoName;
        if (bracket >= 0)
            name = name[..bracket] + "[…]";
        return name.Length > 100 ? name[..100] + "…" : name;
    }
}
