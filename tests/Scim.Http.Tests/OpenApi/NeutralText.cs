using System.Globalization;
using System.Text.RegularExpressions;

namespace Scim.Http.Tests.OpenApi;

/// <summary>Takes out of messages what differs from one run to the next: each value becomes the same one wherever it stands.</summary>
internal sealed partial class NeutralText
{
    private readonly Dictionary<string, string> _ids = new() { [$"{Guid.Empty}"] = $"{Guid.Empty}" };

    /// <summary>The text with ids in the order in which they came first, one time and one address.</summary>
    public string Of(string text)
    {
        text = text.Replace("http://localhost", "https://scim.example.com", StringComparison.Ordinal);
        text = Signed().Replace(text, "eyJ0eXAi.eyJpc3Mi.c2lnbmF0dXJl");
        text = Token().Replace(text, "scim_sts_TOKEN");
        text = KeyMember().Replace(text, "\"${name}\":\"BASE64URL\"");
        text = Time().Replace(text, "2026-01-01T09:00:00.000Z");
        return Uuid().Replace(text, IdOf);
    }

    private string IdOf(Match id)
    {
        if (!_ids.TryGetValue(id.Value, out var known))
            _ids[id.Value] = known = string.Create(CultureInfo.InvariantCulture, $"0190a000-0000-7000-8000-{_ids.Count:d12}");
        return known;
    }

    [GeneratedRegex(@"eyJ[\w-]+\.[\w-]+\.[\w-]+")]
    private static partial Regex Signed();

    [GeneratedRegex(@"scim_sts_[\w-]{20,}")]
    private static partial Regex Token();

    [GeneratedRegex("\"(?<name>x|y)\":\"[^\"]+\"", RegexOptions.ExplicitCapture)]
    private static partial Regex KeyMember();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[0-9:.]+Z")]
    private static partial Regex Time();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture)]
    private static partial Regex Uuid();
}
