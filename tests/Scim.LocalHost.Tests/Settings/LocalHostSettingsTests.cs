using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Scim.LocalHost.Settings;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Upkeep;

namespace Scim.LocalHost.Tests.Settings;

public sealed class LocalHostSettingsTests
{
    [Fact]
    public void Nothing_set_is_a_demo_on_an_Azurite()
    {
        var settings = Read();

        Assert.Equal(
            new LocalHostSettings(
                "http://localhost:7071", "", null, "Scim", ".data", false, true, new DemoSettings(25, RateLimit.Default), settings.Events,
                new Retention()),
            settings);
        var events = settings.Events;
        Assert.Equal(("", false, 0), (events.SigningKeys, events.AllowPrivateAddresses, events.Authorization.Count));
    }

    [Fact]
    public void The_bundled_file_says_what_is_the_default()
    {
        var bundled = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build();

        var read = Read();
        Assert.Equal(read, LocalHostSettings.Read(bundled) with { Events = read.Events });
    }

    [Fact]
    public void Reads_what_streams_need()
    {
        var events = Read(("Events:AllowPrivateAddresses", "true"), ("Events:Authorization:acme", "Bearer x")).Events;

        Assert.True(events.AllowPrivateAddresses);
        Assert.Equal("Bearer x", events.Authorization["ACME"]);
    }

    [Fact]
    public void Reads_how_long_rows_are_kept()
    {
        var retention = Read(("Requests:RetentionDays", "90"), ("Audit:RetentionDays", "400")).Retention;

        Assert.Equal((TimeSpan.FromDays(90), TimeSpan.FromDays(400)), (retention.Requests, retention.Audit));
    }

    [Theory]
    [InlineData("unlimited", null)]
    [InlineData("Unlimited", null)]
    [InlineData("0", 0)]
    [InlineData("1000", 1000)]
    public void Accepts_licences(string text, int? licences) => Assert.Equal(licences, Read(("Demo:Licences", text)).Demo.Licences);

    [Theory]
    [InlineData("0.5", 0.5)]
    [InlineData("10000", 10_000)]
    public void Accepts_rates(string text, double rate) =>
        Assert.Equal(rate, Read(("Demo:RequestsPerSecond", text)).Demo.RateLimit.PerSecond);

    [Theory]
    [InlineData("UseDevelopmentStorage=true", true)]
    [InlineData("AccountName=devstoreaccount1;AccountKey=a2V5;TableEndpoint=http://azurite:10002/devstoreaccount1", true)]
    [InlineData("AccountName=contoso;AccountKey=a2V5;EndpointSuffix=core.windows.net;DefaultEndpointsProtocol=https", false)]
    public void An_emulator_is_local(string connectionString, bool local) =>
        Assert.Equal(local, Read(("TableStorage:ConnectionString", connectionString)).Storage!.IsLocal);

    [Fact]
    public void Accepts_an_endpoint()
    {
        var storage = Read(("TableStorage:Endpoint", "https://contoso.table.core.windows.net")).Storage!;

        Assert.Equal("https://contoso.table.core.windows.net/", storage.Address);
        Assert.False(storage.IsLocal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://[::1]:7071")]
    [InlineData("http://*:7071")]
    [InlineData("http://localhost:7071/;https://example.com")]
    public void Accepts_addresses(string urls) => Assert.Equal(urls, Read(("Urls", urls)).Urls);

    [Theory]
    [InlineData("Urls", "localhost:7071")]
    [InlineData("Urls", "http://localhost:7071/base")]
    [InlineData("Urls", "http://localhost:99999")]
    [InlineData("Urls", "ftp://localhost")]
    [InlineData("Urls", ";")]
    [InlineData("TableStorage:ConnectionString", "AccountKey=secret")]
    [InlineData("TableStorage:Endpoint", "http://contoso.table.core.windows.net")]
    [InlineData("TableStorage:Endpoint", "contoso")]
    [InlineData("TableStorage:TablePrefix", "1a")]
    [InlineData("TableStorage:TablePrefix", "a-b")]
    [InlineData("TableStorage:TablePrefix", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeefF")]
    [InlineData("Demo:Licences", "-1")]
    [InlineData("Demo:Licences", "many")]
    [InlineData("Demo:RequestsPerSecond", "0")]
    [InlineData("Demo:RequestsPerSecond", "NaN")]
    [InlineData("Demo:RequestsPerSecond", "4,5")]
    [InlineData("Demo:Burst", "0")]
    [InlineData("Demo:Burst", "1.5")]
    [InlineData("LocalHost:StopWhenInputEnds", "yes")]
    [InlineData("Requests:RetentionDays", "0")]
    [InlineData("Requests:RetentionDays", "91")]
    [InlineData("Requests:Retention", "14")]
    [InlineData("Audit:RetentionDays", "3651")]
    [InlineData("Audit:RetentionDays", "1y")]
    [InlineData("Demo:Licenses", "25")]
    [InlineData("Scim:PublicUrl", "https://scim.example.com")]
    public void Rejects_a_wrong_value_by_its_name(string key, string value)
    {
        var failure = Assert.Throws<StartException>(() => Read((key, value)));

        Assert.StartsWith($"Wrong configuration: {key} ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_all_wrong_values_in_one_line()
    {
        var failure = Assert.Throws<StartException>(() => Read(("Demo:Burst", "x"), ("Urls", "x"), ("TableStorage:TablePrefix", "-")));

        Assert.Equal(
            "Wrong configuration: Urls must be addresses such as http://localhost:7071, separated by semicolons; " +
            "TableStorage:TablePrefix must be at most 51 letters and digits and begin with a letter; " +
            "Demo:Burst must be a whole number from 1 to 1000000.",
            failure.Message);
    }

    [Theory]
    [InlineData("http://localhost:7071", "localhost:7071", true)]
    [InlineData("http://scim.internal:7071;http://localhost:1", "scim.internal:7071", true)]
    [InlineData("http://localhost:7071", "evil.example", false)]
    [InlineData("http://*:7071", "evil.example", false)]
    [InlineData("http://*:7071", "", false)]
    public void The_names_that_it_listens_on_are_its_own(string urls, string host, bool isOwn)
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString(host);

        Assert.Equal(isOwn, Read(("Urls", urls)).OwnHosts.Of(request) is not null);
    }

    [Fact]
    public void The_name_of_the_machine_is_its_own_where_it_listens_everywhere()
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString(Dns.GetHostName(), 7071);

        Assert.NotNull(Read(("Urls", "http://0.0.0.0:7071")).OwnHosts.Of(request));
    }

    [Fact]
    public void Rejects_two_storages()
    {
        var failure = Assert.Throws<StartException>(() => Read(
            ("TableStorage:ConnectionString", "UseDevelopmentStorage=true"),
            ("TableStorage:Endpoint", "https://contoso.table.core.windows.net")));

        Assert.Contains("exclude each other", failure.Message, StringComparison.Ordinal);
    }

    private static LocalHostSettings Read(params (string Key, string Value)[] settings) =>
        LocalHostSettings.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build());
}
