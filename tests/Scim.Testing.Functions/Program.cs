using Microsoft.Extensions.Configuration;
using Scim.LocalHost;
using Scim.LocalHost.Azurite;
using Scim.LocalHost.Settings;
using Scim.Testing.Functions;
using Scim.Testing.Functions.Protocol;

// The published app under the stand-in host, to try it by hand. It takes the settings of the local host, as --Key=value.
using var stop = new StopSignal();
try
{
    var settings = new ConfigurationBuilder().AddCommandLine(args).Build().AsEnumerable()
        .Where(setting => setting.Value is not null).ToDictionary(setting => setting.Key, setting => setting.Value!); // Those with a value.
    const string Connection = "TableStorage:ConnectionString";
    await using var azurite = settings.ContainsKey(Connection)
        ? null
        : await AzuriteProcess.StartWhereToolsLookAsync(new AzuriteOptions { Progress = Console.Out.WriteLine }, stop.Token);
    if (azurite is not null) settings[Connection] = azurite.ConnectionString;
    var local = LocalHostSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings!).Build());
    await Console.Out.WriteLineAsync("Publishing the Functions app, if it is not as the sources are (about a minute) ...");
    await using var host = await FunctionsHosts.StartAsync(settings, stop.Token, local.Urls);
    await Console.Out.WriteAsync(Greeting.Text(host.Url, local.Storage!, dataFolder: null, local.Demo)); // It has one by now.
    var stopped = new TaskCompletionSource();
    await using var asked = stop.Token.Register(stopped.SetResult);
    await stopped.Task;
    return 0;
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    return 0;
}
catch (Exception exception) when (exception is StartException or AzuriteException or WorkerException or IOException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
