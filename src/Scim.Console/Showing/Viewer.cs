using Microsoft.FluentUI.AspNetCore.Components;
using Microsoft.JSInterop;
using Microsoft.JSInterop.Infrastructure;

namespace Scim.Console.Showing;

/// <summary>The browser that a page is shown in: its time zone, its clipboard.</summary>
/// <param name="scripts">Runs scripts there.</param>
/// <param name="handovers">What documents leave for their pages.</param>
internal sealed class Viewer(IJSRuntime scripts, Handovers handovers) : IAsyncDisposable
{
    private const string Script = "./console.js";

    private IJSObjectReference? _module;
    private ViewerTraits _traits = new();

    /// <summary>The viewer's time zone; UTC as long as it is not known.</summary>
    public TimeZoneInfo Zone => _traits.Zone ?? TimeZoneInfo.Utc;

    /// <summary>True if the time zone is known.</summary>
    public bool IsKnown => _traits.Zone is not null;

    /// <summary>The theme that was chosen in this browser, as far as it is known.</summary>
    public ThemeMode Theme => _traits.Theme;

    /// <summary>What the page's document has read; null if there is nothing to go on with.</summary>
    public Handover? Handover { get; private set; }

    /// <summary>Goes on with what is known of the browser, and with what the page's document has read.</summary>
    /// <param name="handover">The id of the handover.</param>
    /// <param name="isConnected">False for the document itself.</param>
    public void Begin(Guid handover, bool isConnected)
    {
        Handover = handovers.Find(handover, take: isConnected);
        _traits = Handover?.Viewer ?? _traits;
    }

    /// <summary>Reads what pages need to know of the browser.</summary>
    /// <returns>False if all of it was known, or the browser has left.</returns>
    public async Task<bool> ReadAsync()
    {
        if (await RunAsync<Clock>("clock") is not { } clock || await RunAsync<string>("theme") is not { } word) return false;
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(clock.Zone, out var named) ? named : FixedZone(clock.OffsetMinutes);
        var theme = ModeOf(word);
        if (zone.Equals(_traits.Zone) && theme == _traits.Theme) return false;
        (_traits.Zone, _traits.Theme) = (zone, theme);
        return true;
    }

    /// <summary>Notes that another theme was chosen.</summary>
    public void Choose(ThemeMode theme) => _traits.Theme = theme;

    /// <summary>Forgets what the document has read and the page did not need.</summary>
    public void EndHandover()
    {
        Handover?.Drop();
        Handover = null;
    }

    /// <summary>Puts a text on the clipboard; false if the browser does not allow that.</summary>
    public Task<bool> CopyAsync(string text) => RunAsync<bool>("copy", text);

    /// <summary>Puts the focus on the element of that id, once it is there.</summary>
    public Task FocusAsync(string id) => RunAsync<IJSVoidResult>("focus", id);

    /// <summary>Names the dialog of that id for those who hear the page.</summary>
    public Task NameDialogAsync(string id, string name) => RunAsync<IJSVoidResult>("nameDialog", id, name);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is not null) await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the module with it.
        }
    }

    /// <summary>Runs a function of the script; the default value if the browser has left the page, which may be at any time.</summary>
    private async Task<T?> RunAsync<T>(string function, params object?[] arguments)
    {
        try
        {
            _module ??= await scripts.InvokeAsync<IJSObjectReference>("import", Script);
            return await _module.InvokeAsync<T>(function, arguments);
        }
        catch (JSDisconnectedException)
        {
            return default;
        }
    }

    private static ThemeMode ModeOf(string word) => word switch
    {
        "light" => ThemeMode.Light,
        "dark" => ThemeMode.Dark,
        _ => ThemeMode.System,
    };

    // A zone that this machine does not know: right for now, not beyond the next change of the clocks.
    private static TimeZoneInfo FixedZone(int minutes) =>
        TimeZoneInfo.CreateCustomTimeZone("viewer", TimeSpan.FromMinutes(Math.Clamp(minutes, -14 * 60, 14 * 60)), null, null);

    private sealed record Clock(string Zone, int OffsetMinutes);
}
