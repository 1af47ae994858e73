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
/// <c>delayed</c> for storage that takes as long as in Azure, or <c>tables=</c> with the connection string of a table storage; and
/// <c>port=</c> with the port to listen on, if not any.
/// </summary>
internal static class HostRun
{
    public const string Ready = "READY ";

    private const string Tables = "tables=";
    private const string Port = "port=";

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
            kestrel.Listen(IPAddress.Loopback, int.Parse(ValueOf(Port, args) ?? "0", CultureInfo.InvariantCulture));
        });
        var isScim = args.Contains("scim");
        if (isScim)
            ScimHost.AddTo(builder.Services, cost, ValueOf(Tables, args));
        await using var app = builder.Build();
        if (!isScim)
        {
            BareHost.Map(app, cost);
        }
        else
        {
            app.MapScim();
            var scim = new ScimHost(app.Services);
            app.MapPost("/control/tenants/{users}", async context => await context.Response.WriteAsJsonAsync(
                await scim.AddTenantAsync(
                    int.Parse((string)context.Request.RouteValues["users"]!, CultureInfo.InvariantCulture), // In the route.
                    context.Request.Query.ContainsKey("keep")),
                ControlJson.Default.BenchmarkTenant));
        }
        app.MapGet("/control/state", context => context.Response.WriteAsJsonAsync(
            HostState.Now(cost, context.Request.Query.ContainsKey("collect")), ControlJson.Default.HostState));

        await app.StartAsync();
        await System.Console.Out.WriteLineAsync($"{Ready}{app.Urls.First()}");
        await System.Console.In.ReadToEndAsync();
        await app.StopAsync();
    }

    /// <summary>The argument that has the host use a table storage.</summary>
    public static string Over(string connectionString) => Tables + connectionString;

    /// <summary>The argument that has the host listen on a port.</summary>
    public static string On(int port) => string.Create(CultureInfo.InvariantCulture, $"{Port}{port}");

    private static string? ValueOf(string name, string[] args) =>
        args.FirstOrDefault(argument => argument.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
}
