using System.Globalization;
using Scim.Http.Addresses;
using Scim.LocalHost.Azurite;
using Scim.LocalHost.Demo;
using Scim.LocalHost.Settings;

namespace Scim.LocalHost;

/// <summary>What the host prints once it listens.</summary>
internal static class Greeting
{
    private const string TokenRequest = "grant_type=client_credentials&token_type=opaque&scope=scim";

    private const string TokenOfAnswer = """sed 's/.*"access_token":"\([^"]*\)".*/\1/'""";

    private const string User =
        """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@example.com","name":"""
        + """{"givenName":"Ada","familyName":"Lovelace"}}""";

    private const string Filter = "filter=userName eq \"ada@example.com\"";

    private const string WithoutDemo =
        "  account  none was made: the demo account, whose secret everybody knows, is for local storage only";

    /// <summary>
    /// The base URL, where the data are, what opens the console, and with a demo account its credentials and three requests to paste into
    /// a shell.
    /// </summary>
    public static string Text(
        string address, StorageSettings storage, string? dataFolder, DemoSettings? demo, ConsoleGreeting? console = null) =>
        $"""
        SCIM 2.0 at {address}/{ScimRoutes.Base}
          storage  {storage.Address}{(dataFolder is null ? "" : $", an Azurite with its data in {dataFolder}")}
        {ForCommands(storage, dataFolder)}{ForConsole(console)}{(demo is null ? WithoutDemo : WithDemo(address, demo))}
        Ctrl-C stops it.

        """;

    /// <summary>
    /// What leads the operator's commands to an Azurite that did not get its usual port, where they would find another one; its key is
    /// everybody's.
    /// </summary>
    private static string ForCommands(StorageSettings storage, string? dataFolder) =>
        dataFolder is null || new Uri(storage.Address).Port == AzuriteProcess.WellKnownPort
            ? ""
            : $"""
                scim     its commands find this storage after: export TableStorage__ConnectionString='{storage.ConnectionString}'

              """;

    private static string ForConsole(ConsoleGreeting? console) => console is null
        ? ""
        : $"  console  {console.Address}\n"
            + $"           opens it once, within 10 minutes; {(console.HasEnter ? "Enter" : "a new start")} prints a new one\n";

    private static string WithDemo(string address, DemoSettings demo)
    {
        var credentials = $"{DemoAccount.Client}:{DemoAccount.Secret}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
              account  {DemoAccount.Name}, {demo.Licences?.ToString(CultureInfo.InvariantCulture) ?? "unlimited"} licences
              client   {DemoAccount.Client}, {demo.RateLimit.PerSecond} requests per second, burst {demo.RateLimit.Burst}
              secret   {DemoAccount.Secret}

            Get a token, create a user, find it:

            TOKEN=$(curl -sS -u {credentials} -d '{TokenRequest}' {address}/{ScimRoutes.TokenEndpoint} | {TokenOfAnswer})
            curl -sS -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/scim+json' -d '{User}' {address}/{ScimRoutes.Users}
            curl -sS -G -H "Authorization: Bearer $TOKEN" --data-urlencode '{Filter}' {address}/{ScimRoutes.Users}

            """);
    }
}

/// <summary>What opens the console.</summary>
/// <param name="Address">An address that does so once.</param>
/// <param name="HasEnter">True if Enter prints another.</param>
internal sealed record ConsoleGreeting(string Address, bool HasEnter);
