using System.Globalization;

namespace Scim.Operations.Requests;

/// <summary>Which statuses are asked for: one, or a class of them.</summary>
/// <param name="First">The first status, from 100.</param>
/// <param name="Last">The last status, to 599.</param>
public readonly record struct StatusFilter(int First, int Last)
{
    /// <summary>What was refused or has failed: 400 to 599.</summary>
    public static StatusFilter Refused { get; } = new(400, 599);

    /// <summary>Reads a status such as <c>404</c> or a class such as <c>4xx</c>; false for any other text.</summary>
    public static bool TryParse(string? text, out StatusFilter filter)
    {
        filter = default;
        if (text is not [>= '1' and <= '5', _, _])
            return false;
        if (text.EndsWith("xx", StringComparison.OrdinalIgnoreCase))
        {
            var first = (text[0] - '0') * 100;
            filter = new StatusFilter(first, first + 99);
            return true;
        }
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status))
            return false;
        filter = new StatusFilter(status, status);
        return true;
    }

    /// <summary>True if a status is asked for.</summary>
    public bool Contains(int status) => status >= First && status <= Last;

    /// <summary>As <see cref="TryParse"/> reads it; a range that is neither as <c>400-599</c>.</summary>
    public override string ToString()
    {
        if (First == Last)
            return First.ToString(CultureInfo.InvariantCulture);
        return First % 100 == 0 && Last == First + 99
            ? string.Create(CultureInfo.InvariantCulture, $"{First / 100}xx")
            : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");
    }
}
