using Scim.LocalHost;
using Scim.LocalHost.Azurite;
using Scim.LocalHost.Settings;

using var stop = new StopSignal();
try
{
    await LocalServer.RunAsync(args, stop.Token);
    return 0;
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    return 0;
}
catch (Exception exception) when (exception is StartException or AzuriteException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
