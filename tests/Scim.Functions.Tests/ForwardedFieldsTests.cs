using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Scim.Functions.Tests;

/// <summary>What the worker takes from the fields with which a request is forwarded to it.</summary>
public sealed class ForwardedFieldsTests
{
    private const string For = "X-Forwarded-For";
    private const string Proto = "X-Forwarded-Proto";

    private static readonly IPAddress Host = IPAddress.Loopback;

    [Fact]
    public async Task The_connection_is_the_one_that_the_platform_names() =>
        Assert.Equal("https 192.0.2.1", await SeenAsync(Host, (For, "192.0.2.1:51234"), (Proto, "https")));

    [Fact]
    public async Task What_a_client_puts_before_it_counts_for_nothing() =>
        Assert.Equal("https 192.0.2.1", await SeenAsync(Host, (For, "198.51.100.7, 10.0.0.1, 192.0.2.1"), (Proto, "http, https")));

    [Fact]
    public async Task Fields_that_are_sent_twice_count_for_nothing_but_the_last() =>
        Assert.Equal("http 192.0.2.1", await SeenAsync(Host, (For, "198.51.100.7"), (For, "192.0.2.1"), (Proto, "https"), (Proto, "http")));

    [Fact]
    public async Task Without_an_address_it_is_the_host_itself() =>
        Assert.Equal("http 127.0.0.1", await SeenAsync(Host, (For, "unknown")));

    [Fact]
    public async Task Another_machine_is_not_believed() =>
        Assert.Equal("http 10.0.0.9", await SeenAsync(IPAddress.Parse("10.0.0.9"), (For, "192.0.2.1"), (Proto, "https")));

    [Fact]
    public async Task A_path_before_the_base_is_not_taken_from_the_fields() =>
        Assert.Equal("http 127.0.0.1", await SeenAsync(Host, ("X-Forwarded-Prefix", "/elsewhere")));

    [Fact]
    public void The_worker_believes_no_more_by_its_own_configuration()
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.Services.PostConfigure<ForwardedHeadersOptions>(ForwardedFields.Configure);
        builder.ConfigureFunctionsWebApplication();
        using var host = builder.Build();

        var options = host.Services.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value;

        Assert.Equal(1, options.ForwardLimit);
        Assert.False(options.ForwardedHeaders.HasFlag(ForwardedHeaders.XForwardedPrefix));
        Assert.All(options.KnownProxies, proxy => Assert.True(IPAddress.IsLoopback(proxy)));
        Assert.All(options.KnownIPNetworks, network => Assert.True(IPAddress.IsLoopback(network.BaseAddress)));
        Assert.NotEmpty(options.KnownProxies);
    }

    private static async Task<string> SeenAsync(IPAddress peer, params (string Name, string Value)[] fields)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.PostConfigure<ForwardedHeadersOptions>(ForwardedFields.Configure);
        await using var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = peer;
            return next(context);
        });
        app.UseForwardedHeaders();
        app.Run(context => context.Response.WriteAsync(
            $"{context.Request.Scheme} {context.Connection.RemoteIpAddress}{context.Request.PathBase}", context.RequestAborted));
        await app.StartAsync(TestContext.Current.CancellationToken);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        foreach (var (name, value) in fields)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await app.GetTestClient().SendAsync(request, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
