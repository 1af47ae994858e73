using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Testing;

namespace Scim.Http.Tests.Logging;

public sealed class LogPrivacyTests
{
    private const string Routing = "Microsoft.AspNetCore.Routing.Matching.DfaMatcher";
    private const string Requests = "Microsoft.AspNetCore.Hosting.Diagnostics";

    [Theory]
    [InlineData("Scim.Http.Pipeline.RequestGuard", LogLevel.Trace, true)]
    [InlineData("Microsoft.Hosting.Lifetime", LogLevel.Information, true)]
    [InlineData("Microsoft.Hosting.Lifetime", LogLevel.Debug, false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error, true)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Debug, false)]
    [InlineData(Routing, LogLevel.Information, false)]
    [InlineData(Requests, LogLevel.Critical, false)]
    [InlineData("System.Net.Http.HttpClient.x", LogLevel.Trace, false)]
    [InlineData("Azure.Core", LogLevel.Information, false)]
    [InlineData("ScimX", LogLevel.Debug, false)]
    [InlineData("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Warning, false)]
    [InlineData("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error, true)]
    public void Lines_of_libraries_below_warnings_are_dropped(string category, LogLevel level, bool isWritten) =>
        Assert.Equal(isWritten, IsWritten(category, level, ("LogLevel:Default", "Trace")));

    [Theory]
    [InlineData($"LogLevel:{Requests}")]
    [InlineData($"LogLines:LogLevel:{Requests}")]
    [InlineData("LogLines:LogLevel:Microsoft.*")]
    [InlineData("LogLines:LogLevel:Default")]
    public void No_setting_turns_them_on(string key)
    {
        Assert.False(IsWritten(Requests, LogLevel.Critical, (key, "Trace")));
        Assert.False(IsWritten(Routing, LogLevel.Information, (key, "Trace"), ($"LogLines:LogLevel:{Routing}", "Trace")));
    }

    [Fact]
    public void Settings_still_turn_lines_off()
    {
        Assert.False(IsWritten("Scim.Http.Pipeline.RequestGuard", LogLevel.Information, ("LogLevel:Default", "Warning")));
        Assert.False(IsWritten("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Warning, ("LogLevel:Microsoft", "Error")));
        Assert.False(IsWritten("Scim.Http", LogLevel.Debug));
    }

    private static bool IsWritten(string category, LogLevel level, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        var services = new ServiceCollection()
            .AddLogging(logging => logging.AddConfiguration(configuration).AddProvider(new LogLines()))
            .AddScimHttp();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<ILoggerFactory>().CreateLogger(category).IsEnabled(level);
    }
}
