using Scim.Operations.Connectors;

namespace Scim.Console.Clients;

/// <summary>Where the service is reached, asked once for all pages of a console.</summary>
/// <param name="options">May know it from the start.</param>
public sealed class KnownService(ConsoleOptions options)
{
    /// <summary>The address as it was typed last, right or wrong; empty as long as nobody has.</summary>
    public string Text { get; set; } = options.Service?.Root ?? "";

    /// <summary>The address; null as long as it is not known.</summary>
    public ServiceAddress? Address => ServiceAddress.TryParse(Text.Trim(), out var address) ? address : null;

    /// <summary>The address, or one whose host is called HOST.</summary>
    public ServiceAddress Shown => Address ?? ServiceAddress.Unknown;

    /// <summary>True if what was typed last is no address.</summary>
    public bool IsWrong => Address is null && !string.IsNullOrWhiteSpace(Text);
}
