using Microsoft.Playwright;

namespace Scim.Console.Tests.Browsing;

/// <summary>How wide a browser is, and whether its system is light or dark.</summary>
/// <param name="Width">The width, in pixels.</param>
/// <param name="Scheme">Light or dark.</param>
public sealed record Look(int Width, ColorScheme Scheme)
{
    /// <summary>A desktop, light.</summary>
    public static Look Usual { get; } = new(1280, ColorScheme.Light);

    /// <summary>The looks in which every page must be right.</summary>
    public static IReadOnlyList<Look> All { get; } =
        [Usual, new(1280, ColorScheme.Dark), new(390, ColorScheme.Light), new(390, ColorScheme.Dark)];

    /// <summary>The other looks, from the one after this on: all come round.</summary>
    public IEnumerable<Look> Others
    {
        get
        {
            var all = All.ToList();
            return Enumerable.Range(all.IndexOf(this) + 1, all.Count - 1).Select(place => all[place % all.Count]);
        }
    }

    /// <summary>What the name of a picture ends with, such as <c>-dark-390</c>.</summary>
    public string Suffix => $"-{Scheme.ToString().ToLowerInvariant()}{(Width == Usual.Width ? "" : $"-{Width}")}";
}
