using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;
using Scim.Http;
using Scim.Provisioning.Upkeep;
using Scim.Provisioning.Users;

namespace Scim.Hosting.Tests.Settings;

public sealed class HostSettingsTests
{
    private const string Local = "UseDevelopmentStorage=true";

    [Fact]
    public async Task What_the_settings_say_is_what_the_service_gets()
    {
        await using var services = Compose(
            ("TableStorage:ConnectionString", Local),
            ("TableStorage:TablePrefix", "Test"),
            ("Scim:PublicBaseUrl", "https://scim.example.com"));

        var http = services.GetRequiredService<IOptions<ScimHttpOptions>>().Value;
        Assert.Equal(("https://scim.example.com", null), (http.PublicBaseUrl, http.ClientAddressHeader));
        Assert.NotNull(services.GetService<IUserStore>());
        Assert.Null(services.GetService<TracerProvider>());
    }

    [Theory]
    [InlineData("scim-x.azurewebsites.net", "", "https://scim-x.azurewebsites.net")]
    [InlineData("scim-x.azurewebsites.net", "https://scim.example.com", "https://scim.example.com")]
    [InlineData("localhost:7071", "", null)]
    [InlineData("127.0.0.1", "", null)]
    public async Task Without_a_public_address_the_platform_names_the_app(string hostName, string publicBaseUrl, string? used)
    {
        await using var services = Compose(
            ("TableStorage:ConnectionString", Local), ("WEBSITE_HOSTNAME", hostName), ("Scim:PublicBaseUrl", publicBaseUrl));

        Assert.Equal(used, services.GetRequiredService<IOptions<ScimHttpOptions>>().Value.PublicBaseUrl);
    }

    [Theory]
    [InlineData("", "", 14, null)]
    [InlineData("1", "1", 1, 1)]
    [InlineData("90", "3650", 90, 3_650)]
    public async Task Rows_are_kept_for_as_many_days_as_are_set(string requests, string audit, int requestDays, int? auditDays)
    {
        await using var services = Compose(
            ("TableStorage:ConnectionString", Local), ("Requests:RetentionDays", requests), ("Audit:RetentionDays", audit));

        Assert.Equal(Retention.OfDays(requestDays, auditDays), services.GetRequiredService<Retention>());
        Assert.NotNull(services.GetRequiredService<UpkeepSweep>());
    }

    [Fact]
    public async Task A_background_service_that_fails_leaves_the_host_running()
    {
        await using var services = Compose(("TableStorage:ConnectionString", Local));

        Assert.Equal(
            BackgroundServiceExceptionBehavior.Ignore,
            services.GetRequiredService<IOptions<HostOptions>>().Value.BackgroundServiceExceptionBehavior);
    }

    [Fact]
    public async Task A_header_field_of_a_front_end_can_name_the_caller()
    {
        await using var services = Compose(("TableStorage:ConnectionString", Local), ("Scim:ClientAddressHeader", "X-Azure-ClientIP"));

        Assert.Equal("X-Azure-ClientIP", services.GetRequiredService<IOptions<ScimHttpOptions>>().Value.ClientAddressHeader);
    }

    [Fact]
    public async Task An_identity_is_enough_for_storage_and_telemetry()
    {
        await using var services = Compose(
            ("TableStorage:Endpoint", "https://acme.table.core.windows.net"),
            ("APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=00000000-0000-0000-0000-000000000000"),
            ("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "Authorization=AAD;ClientId=00000000-0000-0000-0000-000000000001"));

        Assert.NotNull(services.GetService<IUserStore>());
        Assert.NotNull(services.GetService<TracerProvider>());
    }

    [Theory]
    [InlineData("TableStorage: Set exactly one of ConnectionString and Endpoint.", "TableStorage:ConnectionString", "")]
    [InlineData("TableStorage: Set exactly one of ConnectionString and Endpoint.", "TableStorage:Endpoint", "https://a.example.com")]
    [InlineData("TableStorage: ConnectionString is no storage connection string.", "TableStorage:ConnectionString", "AccountName")]
    [InlineData("TableStorage: TablePrefix must be", "TableStorage:TablePrefix", "1-2")]
    [InlineData("TableStorage: Prefix is no setting.", "TableStorage:Prefix", "Test")]
    [InlineData("Scim: PublicBaseUrl must be", "Scim:PublicBaseUrl", "scim.example.com")]
    [InlineData("Scim: ClientAddressHeader must be", "Scim:ClientAddressHeader", "a b")]
    [InlineData("Scim: PublicUrl is no setting.", "Scim:PublicUrl", "https://scim.example.com")]
    [InlineData("Requests: RetentionDays must be a whole number from 1 to 90.", "Requests:RetentionDays", "91")]
    [InlineData("Requests: RetentionDays must be", "Requests:RetentionDays", "0")]
    [InlineData("Requests: Failed to convert", "Requests:RetentionDays", "14d")]
    [InlineData("Requests: Retention is no setting.", "Requests:Retention", "14")]
    [InlineData("Audit: RetentionDays must be a whole number from 1 to 3650, or not set", "Audit:RetentionDays", "3651")]
    [InlineData("Audit: RetentionDays must be", "Audit:RetentionDays", "-1")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT must be an http or https address.", "OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING must be", "APPLICATIONINSIGHTS_CONNECTION_STRING", "00000000")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING must contain", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "ClientId=1")]
    public void A_wrong_setting_is_named(string why, string name, string value)
    {
        var wrong = Assert.Single(Refused(("TableStorage:ConnectionString", Local), (name, value)));

        Assert.StartsWith(why, wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once() => Assert.Equal(5, Refused(
        ("TableStorage:TablePrefix", "1"),
        ("Scim:PublicBaseUrl", "x"),
        ("Scim:ClientAddressHeader", "a b"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "x")).Count());

    private static IEnumerable<string> Refused(params (string Name, string Value)[] settings) =>
        Assert.Throws<OptionsValidationException>(() => Compose(settings)).Failures;

    private static ServiceProvider Compose(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder();
        foreach (var (name, value) in settings) configuration.AddInMemoryCollection([new(name, value)]);
        return new ServiceCollection().AddLogging().AddScim(configuration.Build()).BuildServiceProvider();
    }
}
