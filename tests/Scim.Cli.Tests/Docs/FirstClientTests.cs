using System.Diagnostics;
using Scim.LocalHost.Azurite;
using Scim.Testing;
using Scim.Testing.Identity;

namespace Scim.Cli.Tests.Docs;

/// <summary>The script that azd runs after it has made the resources, on an Azurite that is entered with an identity.</summary>
public sealed class FirstClientTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _prefix = AzuriteInstance.NewTablePrefix();
    private AzuriteCertificate _certificate = null!; // Set before each test.
    private AzuriteProcess _azurite = null!; // Set before each test.
    private IdentityPlatform _platform = null!; // Set before each test.

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Script => Path.Combine(Repository.Root, "infra", "hooks", "first-client.sh");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script is for a POSIX shell.");
        _certificate = await LoopbackCertificate.WriteAsync(_folder.Path, Cancel);
        _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Certificate = _certificate }, Cancel);
        _platform = await IdentityPlatform.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _platform.DisposeAsync();
        await _azurite.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_makes_a_client_and_shows_its_secret_once()
    {
        var first = await RunAsync(("SCIM_ACCOUNT", "acme"), ("SCIM_LICENCES", "25"), ("SCIM_BASE_URL", "https://scim.example.com"));
        var second = await RunAsync(("SCIM_ACCOUNT", "acme"));

        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        Assert.Matches("licences owned +25", first.Output);
        Assert.Matches(@"secret +\S{20,}", first.Output);
        Assert.Contains("The tenant URL for the identity provider: https://scim.example.com/scim/v2", first.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (second.ExitCode, second.Error));
        Assert.Contains("The account 'acme' has a client already; nothing was changed.", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("shown this once", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_waits_until_the_role_takes_effect()
    {
        var tries = Path.Combine(_folder.Path, "tries");
        var cli = await WriteAsync(
            $"""
            echo >> {tries}
            [ $(wc -l < {tries}) -gt 3 ] || exec sh -c 'echo "The table storage refuses access (AuthorizationPermissionMismatch)." >&2; exit 1'
            exec dotnet "{Cli.BuiltTool}" "$@"
            """);

        var result = await RunAsync(("SCIM_CLI", cli));

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(3, result.Output.Split("Waiting until your role on the storage takes effect").Length - 1);
        Assert.Contains("shown this once", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_gives_up_in_the_end()
    {
        var result = await RunAsync(("SCIM_CLI", await WriteAsync("echo 'The table storage refuses access (403).' >&2; exit 1")));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Storage did not let you in within 5 minutes.", result.Error, StringComparison.Ordinal);
        Assert.Equal(29, result.Output.Split("Waiting").Length - 1);
    }

    [Fact]
    public async Task What_waiting_does_not_mend_is_told_at_once()
    {
        var result = await RunAsync(("SCIM_CLI", await WriteAsync("echo 'The option is wrong.' >&2; exit 2")));

        Assert.Equal((1, "", "The option is wrong."), (result.ExitCode, result.Output, result.Error.TrimEnd()));
    }

    [Fact]
    public async Task A_private_network_is_left_to_a_machine_inside()
    {
        var result = await RunAsync(("PRIVATE_NETWORK", "true"), ("SCIM_CLI", "false"));

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("Inside it, run: SCIM_ACCOUNT=first SCIM_LICENCES=unlimited TABLE_ENDPOINT=https://", result.Output, StringComparison.Ordinal);
    }

    private async Task<string> WriteAsync(string script)
    {
        var path = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.sh");
        await File.WriteAllTextAsync(path, $"{script}\n", Cancel);
        return $"sh {path}";
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("sh", [Script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in _platform.Environment) start.Environment[name] = value;
        start.Environment["SSL_CERT_FILE"] = _certificate.CertificateFile;
        start.Environment["TableStorage__TablePrefix"] = _prefix;
        start.Environment["TABLE_ENDPOINT"] = _azurite.Endpoint.ToString();
        start.Environment["SCIM_HOOK_PAUSE"] = "0";
        start.Environment["SCIM_CLI"] = $"dotnet {Cli.BuiltTool}";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var shell = Process.Start(start)!; // null only with UseShellExecute
        var output = shell.StandardOutput.ReadToEndAsync(Cancel);
        var error = shell.StandardError.ReadToEndAsync(Cancel);
        await shell.WaitForExitAsync(Cancel);
        return (shell.ExitCode, await output, await error);
    }
}
