using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Scim.Http;

namespace Scim.Benchmarks.Hosting;

/// <summary>
/// Runs a host in this process, says where it is, and ends with its standard input. Arguments: <c>bare</c> or <c>scim</c>, and
/// <c>delayed</c> for storage that takes as long as in Azure.
/// </summary>
internal static class HostRun
{
    public const string Ready = "READY ";

    public static async Task RunAsync(string[] args)
    {
        var cost = args.Contains("delayed")
            ? new StorageCost(StorageCost.AzureRead, StorageCost.AzureWrite)
            : new StorageCost(TimeSpan.Zero, TimeSpan.Zero);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var storage = args.Contains("scim") ? ScimHost.AddTo(builder.Services, cost) : null;
        await using var app = builder.Build();
        if (storage is null)
        {
            BareHost.Map(app, cost);
        }
        else
        {
            app.MapScim();
            var scim = new ScimHost(app.Services, storage);
            app.MapPost("/control/tenants/{users}", async context => await context.Response.WriteAsJsonAsync(
                await scim.AddTenantAsync(
                    int.Parse((string)context.Request.RouteValues["users"]!, CultureInfo.InvariantCulture), // In the route.
                    context.Request.Query.ContainsKey("keep")),
                ControlJson.Default.NewTenant));
        }
        app.MapGet("/control/state", context => context.Response.WriteAsJsonAsync(
            HostState.Now(cost, context.Request.Query.ContainsKey("collect")), ControlJson.Default.HostState));

        await app.StartAsync();
        await Console.Out.WriteLineAsync($"{Ready}{app.Urls.First()}");
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }
}
