using Microsoft.FluentUI.AspNetCore.Components;

namespace Scim.Console.Showing;

/// <summary>What is known of a session's browser from the pages that it opened: no request says it.</summary>
internal sealed class ViewerTraits
{
    /// <summary>The time zone; null until a page has told it.</summary>
    public TimeZoneInfo? Zone { get; set; }

    /// <summary>The theme that was chosen. Default: the system's.</summary>
    public ThemeMode Theme { get; set; } = ThemeMode.System;
}
