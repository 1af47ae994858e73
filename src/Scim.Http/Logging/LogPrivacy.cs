using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Scim.Http.Logging;

/// <summary>
/// Keeps what the service was sent out of the logs of its libraries, whatever the settings say. Below warnings these repeat paths,
/// header fields and malformed requests, and a path or a filter may hold an e-mail address. What the service itself logs is written
/// without such values and passes at every level.
/// </summary>
internal sealed class LogPrivacy : IPostConfigureOptions<LoggerFilterOptions>
{
    private const string Own = "Scim.";

    /// <summary>Says that the host starts and stops, and where it listens.</summary>
    private const string Lifetime = "Microsoft.Hosting.Lifetime";

    /// <summary>Has the path of the request in a scope around every line, and its query in lines.</summary>
    private const string Requests = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>Warns at the start of every instance that a key of its own is kept in the clear; nothing of the service uses one.</summary>
    private const string DataProtection = "Microsoft.AspNetCore.DataProtection.";

    /// <summary>Adds the condition to every rule, those of single providers and categories too, and to what no rule is for.</summary>
    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        options.Rules.Insert(0, new LoggerFilterRule(providerName: null, categoryName: null, options.MinLevel, filter: null));
        for (var index = 0; index < options.Rules.Count; index++)
            options.Rules[index] = Confined(options.Rules[index]);
    }

    /// <summary>Whether a line of that category and level may be written if the settings want it.</summary>
    internal static bool Allows(string? category, LogLevel level) => category switch
    {
        Requests => false,
        Lifetime => level >= LogLevel.Information,
        not null when category.StartsWith(DataProtection, StringComparison.Ordinal) => level >= LogLevel.Error,
        not null when category.StartsWith(Own, StringComparison.Ordinal) => true,
        _ => level >= LogLevel.Warning,
    };

    private static LoggerFilterRule Confined(LoggerFilterRule rule) => new(
        rule.ProviderName,
        rule.CategoryName,
        rule.LogLevel,
        (provider, category, level) => Allows(category, level) && rule.Filter?.Invoke(provider, category, level) != false);
}
