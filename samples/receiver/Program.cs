using Scim.Samples.Receiver;

try
{
    await using var app = ReceiverApp.Create(args, TimeProvider.System);
    await app.RunAsync();
    return 0;
}
catch (Exception wrong) when (wrong is ReceiverStartException or IOException) // Of the settings, of the address to listen on.
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 1;
}
