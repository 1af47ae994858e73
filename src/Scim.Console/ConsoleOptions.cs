using Microsoft.Extensions.Logging;
using Scim.Operations.Connectors;
using Scim.Provisioning;

namespace Scim.Console;

/// <summary>How a console is served.</summary>
/// <param name="WorksOn">What it works on, in words and without anything secret: every page shows it.</param>
public sealed record ConsoleOptions(string WorksOn)
{
    /// <summary>The port on 127.0.0.1, 1 to 65535. Default: 0, one that is free.</summary>
    public int Port { get; init; }

    /// <summary>True for a console that shows, and changes nothing. Default: false.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Where the service is reached; null, the default, as long as the operator has not said it.</summary>
    public ServiceAddress? Service { get; init; }

    /// <summary>What the command lines that it shows begin with. Default: <c>scim</c>.</summary>
    public string CommandLine { get; init; } = "scim";

    /// <summary>
    /// How long a document waits for what it is to show; after that it says "Reading …", and the page's connection waits on. Default:
    /// 400 ms.
    /// </summary>
    public TimeSpan LongestOfDocument { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Takes warnings and errors of the console itself, which are faults of it; null for nobody. Default: nobody.</summary>
    public ILoggerProvider? Faults { get; init; }

    /// <summary>What an operator can do when storage does not answer. Default: what the exception says.</summary>
    public Func<StorageUnavailableException, string> AdviceFor { get; init; } = static outage => outage.Message;
}
