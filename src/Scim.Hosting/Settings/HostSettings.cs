using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Scim.Events;
using Scim.Hosting.Telemetry;
using Scim.Http;
using Scim.Provisioning.Upkeep;
using Scim.Storage.Tables;

namespace Scim.Hosting.Settings;

/// <summary>The settings of a host, read at its start.</summary>
/// <param name="Storage">The section <c>TableStorage</c>.</param>
/// <param name="Http">The section <c>Scim</c>.</param>
/// <param name="Events">The section <c>Events</c>.</param>
/// <param name="Retention">What the sections <c>Requests</c> and <c>Audit</c> say of how long rows are kept.</param>
internal sealed record HostSettings(TableStorageOptions Storage, ScimHttpOptions Http, EventOptions Events, Retention Retention)
{
    private const string StorageSection = "TableStorage";
    private const string HttpSection = "Scim";
    private const string EventsSection = "Events";
    private const string RequestsSection = "Requests";
    private const string AuditSection = "Audit";

    /// <summary>The names of all settings that are read, with a colon between section and setting.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. SettingsOf<TableStorageOptions>().Select(name => $"{StorageSection}:{name}"),
        .. SettingsOf<ScimHttpOptions>().Select(name => $"{HttpSection}:{name}"),
        .. SettingsOf<EventOptions>().Select(name => $"{EventsSection}:{name}"),
        .. SettingsOf<RequestSettings>().Select(name => $"{RequestsSection}:{name}"),
        .. SettingsOf<AuditSettings>().Select(name => $"{AuditSection}:{name}"),
        TelemetrySettings.ConnectionString, TelemetrySettings.Authentication, TelemetrySettings.Endpoint,
    ];

    /// <summary>Reads them.</summary>
    /// <param name="configuration">Where they stand.</param>
    /// <param name="defaults">The defaults of the section <c>Scim</c> in this host.</param>
    /// <exception cref="OptionsValidationException">Settings are wrong; the message names every one of them.</exception>
    public static HostSettings Read(IConfiguration configuration, ScimHttpOptions defaults)
    {
        var wrong = new List<string>();
        var storage = Bind(configuration.GetSection(StorageSection), new TableStorageOptions(), wrong);
        var http = Bind(configuration.GetSection(HttpSection), defaults, wrong);
        var events = Bind(configuration.GetSection(EventsSection), new EventOptions(), wrong);
        var requests = Bind(configuration.GetSection(RequestsSection), new RequestSettings(), wrong);
        var audit = Bind(configuration.GetSection(AuditSection), new AuditSettings(), wrong);
        wrong.AddRange(storage.Errors().Select(error => $"{StorageSection}: {error}"));
        wrong.AddRange(http.Errors().Select(error => $"{HttpSection}: {error}"));
        wrong.AddRange(requests.Errors().Select(error => $"{RequestsSection}: {error}"));
        wrong.AddRange(audit.Errors().Select(error => $"{AuditSection}: {error}"));
        wrong.AddRange(TelemetryServices.ErrorsOf(configuration).Select(error => $"{error}."));
        return wrong.Count == 0
            ? new HostSettings(storage, http, events, Retention.OfDays(requests.RetentionDays, audit.RetentionDays))
            : throw new OptionsValidationException(nameof(HostSettings), typeof(HostSettings), wrong);
    }

    /// <summary>Binds a section; what is no setting of it is wrong too, since it is likely to be misspelt.</summary>
    private static T Bind<T>(IConfigurationSection section, T options, List<string> wrong)
    {
        wrong.AddRange(section.GetChildren()
            .Where(setting => !SettingsOf<T>().Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
            .Select(setting => $"{section.Key}: {setting.Key} is no setting."));
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException failure)
        {
            wrong.Add($"{section.Key}: {failure.Message}");
        }
        return options;
    }

    /// <summary>What configuration can set of options: it gives no code.</summary>
    private static IEnumerable<string> SettingsOf<T>() => typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite && !typeof(Delegate).IsAssignableFrom(property.PropertyType))
        .Select(property => property.Name);
}
