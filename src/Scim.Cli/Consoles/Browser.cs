using System.ComponentModel;
using System.Diagnostics;

namespace Scim.Cli.Consoles;

/// <summary>The operator's browser.</summary>
internal static class Browser
{
    /// <summary>Opens an address by what the system has for that; false if it has nothing.</summary>
    public static bool TryOpen(string address)
    {
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo(address) { UseShellExecute = true }
            : new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [address])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
        try
        {
            using var opener = Process.Start(start);
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
