using Microsoft.FluentUI.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Scim.Console.Showing;

/// <summary>The browser that a page is shown in: its time zone, its clipboard.</summary>
/// <param name="scripts">Runs scripts there.</param>
public sealed class Viewer(IJSRuntime scripts) : IAsyncDisposable
{
    private const string Script = "./console.js";

    private IJSObjectReference? _module;

    /// <summary>The viewer's time zone; UTC until it was read.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>True once the time zone is known.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Reads what pages need to know of the browser.</summary>
    public async Task ReadAsync()
    {
        var clock = await (await ModuleAsync()).InvokeAsync<Clock>("clock");
        Zone = TimeZoneInfo.TryFindSystemTimeZoneById(clock.Zone, out var zone) ? zone : FixedZone(clock.OffsetMinutes);
        IsKnown = true;
    }

    /// <summary>Puts a text on the clipboard; false if the browser does not allow that.</summary>
    public async Task<bool> CopyAsync(string text) => await (await ModuleAsync()).InvokeAsync<bool>("copy", text);

    /// <summary>Puts the focus on the element of that id, once it is there.</summary>
    public async Task FocusAsync(string id) => await (await ModuleAsync()).InvokeVoidAsync("focus", id);

    /// <summary>Names the dialog of that id for those who hear the page.</summary>
    public async Task NameDialogAsync(string id, string name) => await (await ModuleAsync()).InvokeVoidAsync("nameDialog", id, name);

    /// <summary>The theme that was chosen in this browser.</summary>
    public async Task<ThemeMode> ThemeAsync() => await (await ModuleAsync()).InvokeAsync<string>("theme") switch
    {
        "light" => ThemeMode.Light,
        "dark" => ThemeMode.Dark,
        _ => ThemeMode.System,
    };

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

    // A zone that this machine does not know: right for now, not beyond the next change of the clocks.
    private static TimeZoneInfo FixedZone(int minutes) =>
        TimeZoneInfo.CreateCustomTimeZone("viewer", TimeSpan.FromMinutes(Math.Clamp(minutes, -14 * 60, 14 * 60)), null, null);

    private sealed record Clock(string Zone, int OffsetMinutes);
}
