using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Operations.Connectors;
using Scim.Verification.Exchanges;

namespace Scim.Cli.Verifying;

/// <summary>
/// How a run gets its token: one that is there, or one for a client's id and secret. Secrets may come by a file, by standard input or by
/// the environment, so that no command line needs to have them.
/// </summary>
internal sealed class CredentialOptions(IConfiguration settings)
{
    private const string TokenSetting = "SCIM_TOKEN";
    private const string SecretSetting = "SCIM_CLIENT_SECRET";

    private readonly Option<string> _token = new("--token")
    {
        Description = $"The bearer token, for all on this machine to see; better --token-file, or {TokenSetting} of the environment.",
        HelpName = "T",
    };

    private readonly Option<string> _tokenFile = new("--token-file")
    {
        Description = $"The file with the token, or {SecretFile.StandardInput} for standard input.",
        HelpName = "FILE",
    };

    private readonly Option<string> _client = new("--client-id")
    {
        Description = "The client to get a token for, in place of a token.",
        HelpName = "ID",
    };

    private readonly Option<string> _secret = new("--client-secret")
    {
        Description = $"Its secret, for all on this machine to see; better --client-secret-file, or {SecretSetting} of the environment.",
        HelpName = "S",
    };

    private readonly Option<string> _secretFile = new("--client-secret-file")
    {
        Description = $"The file with its secret, or {SecretFile.StandardInput} for standard input.",
        HelpName = "FILE",
    };

    private readonly Option<Uri?> _tokenUrl = new("--token-url")
    {
        Description = "Where tokens are issued. Default: /oauth/token beside a base URL that ends in /scim/v2.",
        HelpName = "URL",
        CustomParser = result =>
        {
            if (result.Tokens is [var token] && ServiceAddress.TryParse(token.Value, out _)) return new Uri(token.Value);
            result.AddError("--token-url takes an https address, without query or fragment; http only to this machine.");
            return null;
        },
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _token, _tokenFile, _client, _secret, _secretFile, _tokenUrl })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            var given = new Option[] { _token, _tokenFile, _client }.Count(option => result.GetResult(option) is not null);
            if (given > 1) result.AddError("Give one of --token, --token-file and --client-id.");
            if (result.GetResult(_secret) is not null && result.GetResult(_secretFile) is not null)
                result.AddError("Give one of --client-secret and --client-secret-file.");
            if (result.GetResult(_client) is null
                && new Option[] { _secret, _secretFile, _tokenUrl }.Any(option => result.GetResult(option) is not null))
                result.AddError("--client-secret, --client-secret-file and --token-url go with --client-id.");
        });
    }

    /// <summary>The token, which may be asked for.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="session">The run of the command.</param>
    /// <param name="target">The service that is verified.</param>
    /// <param name="handler">Sends what is sent.</param>
    /// <param name="redaction">Is told of the token, and of the secret.</param>
    /// <exception cref="CliException">There is none, or it is none.</exception>
    public async Task<string> TokenAsync(
        ParseResult line, Session session, Target target, HttpMessageHandler handler, Redaction redaction)
    {
        if (line.GetValue(_client) is { } client)
        {
            var secret = await GivenAsync(line, session, _secret, _secretFile, SecretSetting)
                ?? throw CliException.Misuse($"Give the client's secret by --client-secret-file, or {SecretSetting} of the environment.");
            redaction.Hide(secret);
            var tokenUrl = line.GetValue(_tokenUrl) ?? target.TokenUrl
                ?? throw CliException.Misuse("Say by --token-url where tokens are issued, or end --url in /scim/v2.");
            var granted = await new GrantRequest(tokenUrl, client, secret).SendAsync(handler, session.Time, session.Stop);
            redaction.Hide(granted);
            return granted;
        }
        var token = await GivenAsync(line, session, _token, _tokenFile, TokenSetting)
            ?? throw CliException.Misuse(
                $"Give a token by --token-file or {TokenSetting} of the environment, or a client by --client-id with --client-secret-file "
                + $"or {SecretSetting}.");
        redaction.Hide(token);
        return BearerToken.IsOne(token) ? token : throw CliException.Misuse("The token is none: it has visible ASCII characters only.");
    }

    private async Task<string?> GivenAsync(
        ParseResult line, Session session, Option<string> onLine, Option<string> inFile, string setting)
    {
        var value = line.GetValue(onLine)
            ?? (line.GetValue(inFile) is { } path ? await SecretFile.ReadAsync(session, path) : settings[setting]);
        return value?.Trim() is { Length: > 0 } given ? given : null;
    }
}
