using Microsoft.FluentUI.AspNetCore.Components;
using Microsoft.JSInterop;

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
    /// <returns>False if all of it was known.</returns>
    public async Task<bool> ReadAsync()
    {
        var module = await ModuleAsync();
        var clock = await module.InvokeAsync<Clock>("clock");
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(clock.Zone, out var named) ? named : FixedZone(clock.OffsetMinutes);
        var theme = ModeOf(await module.InvokeAsync<string>("theme"));
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
    public async Task<bool> CopyAsync(string text) => await (await ModuleAsync()).InvokeAsync<bool>("copy", text);

    /// <summary>Puts the focus on the element of that id, once it is there.</summary>
    public async Task FocusAsync(string id) => await (await ModuleAsync()).InvokeVoidAsync("focus", id);

    /// <summary>Names the dialog of that id for those who hear the page.</summary>
    public async Task NameDialogAsync(string id, string name) => await (await ModuleAsync()).InvokeVoidAsync("nameDialog", id, name);

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

    private async Task<IJSObjectReference> ModuleAsync() =>
        _module ??= await scripts.InvokeAsync<IJSObjectReference>("import", Script);

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
