using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Scim.Storage.Tables.Tests;

public sealed class TableStorageOptionsTests
{
    private const string Azurite =
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=c2VjcmV0;TableEndpoint=http://127.0.0.1:1/devstoreaccount1;";

    [Theory]
    [InlineData(Azurite, null, "Scim")]
    [InlineData(Azurite, null, "")]
    [InlineData("UseDevelopmentStorage=true", null, "a1")]
    [InlineData(null, "https://name.table.core.windows.net", "Scim")]
    public void Accepts_one_way_to_storage(string? connectionString, string? endpoint, string prefix) =>
        Assert.Null(Record.Exception(Options(connectionString, endpoint, prefix).Validate));

    [Theory]
    [InlineData(null, null, "Scim", "exactly one")]
    [InlineData(Azurite, "https://name.table.core.windows.net", "Scim", "exactly one")]
    [InlineData("nonsense", null, "Scim", "ConnectionString is no")]
    [InlineData("AccountName=x;AccountKey=%%%;TableEndpoint=http://127.0.0.1:1", null, "Scim", "ConnectionString is no")]
    [InlineData(null, "http://name.table.core.windows.net", "Scim", "https")]
    [InlineData(null, "relative", "Scim", "https")]
    [InlineData(Azurite, null, "1Scim", "TablePrefix")]
    [InlineData(Azurite, null, "Scim_", "TablePrefix")]
    [InlineData(Azurite, null, "Scim\n", "TablePrefix")]
    [InlineData(Azurite, null, "a123456789012345678901234567890123456789012345678901", "TablePrefix")]
    public void Rejects_what_cannot_work(string? connectionString, string? endpoint, string prefix, string complaint)
    {
        var failure = Assert.Throws<OptionsValidationException>(Options(connectionString, endpoint, prefix).Validate);

        Assert.Contains(complaint, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_everything_that_is_wrong_at_once()
    {
        var services = new ServiceCollection();

        var failure = Assert.Throws<OptionsValidationException>(() => services.AddScimTableStorage(Options("nonsense", "http://x", "?")));

        Assert.Equal(4, failure.Failures.Count());
        Assert.DoesNotContain("nonsense", failure.Message, StringComparison.Ordinal);
        Assert.Empty(services);
    }

    [Fact]
    public void Keeps_a_clock_that_is_registered()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var own = new ServiceCollection().AddSingleton<TimeProvider>(clock)
            .AddScimTableStorage(Options(Azurite, null, ""))
            .BuildServiceProvider();
        using var plain = new ServiceCollection().AddScimTableStorage(Options(Azurite, null, "")).BuildServiceProvider();

        Assert.Same(clock, own.GetRequiredService<TimeProvider>());
        Assert.Same(TimeProvider.System, plain.GetRequiredService<TimeProvider>());
    }

    private static TableStorageOptions Options(string? connectionString, string? endpoint, string prefix) => new()
    {
        ConnectionString = connectionString,
        Endpoint = endpoint is null ? null : new Uri(endpoint, UriKind.RelativeOrAbsolute),
        TablePrefix = prefix,
    };
}
