using System.CommandLine;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Scim.Cli.Output;
using Scim.Storage.Tables;

namespace Scim.Cli.Connection;

/// <summary>
/// Which storage a command works on: what the command line says, else the settings of the hosts (<c>TableStorage__…</c> in the
/// environment), else an Azurite on its well-known port if one answers.
/// </summary>
internal sealed class ConnectionOptions
{
    private const string Azurite = "UseDevelopmentStorage=true";
    private const int AzuritePort = 10002;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Option<string> _connection = new("--connection")
    {
        Description = "Connection string of the storage account.",
        HelpName = "STRING",
        Recursive = true,
    };

    private readonly Option<string> _endpoint = new("--endpoint")
    {
        Description = "Https address of the table service, entered with the Azure credential at hand (az login).",
        HelpName = "URL",
        Recursive = true,
    };

    private readonly Option<string> _prefix = new("--table-prefix")
    {
        Description = "What the names of the tables begin with. Default: Scim.",
        HelpName = "PREFIX",
        Recursive = true,
    };

    /// <summary>Adds the options to every command.</summary>
    public void AddTo(Command root)
    {
        root.Options.Add(_connection);
        root.Options.Add(_endpoint);
        root.Options.Add(_prefix);
    }

    /// <summary>Reads the options.</summary>
    /// <exception cref="CliException">They are wrong, or nothing names a storage and no Azurite answers.</exception>
    public async Task<TableStorageOptions> ReadAsync(ParseResult line, IConfiguration settings, CancellationToken stop)
    {
        var options = Settings(settings);
        if (line.GetValue(_prefix) is { } prefix)
            options = options with { TablePrefix = prefix };
        if (line.GetValue(_connection) is not null || line.GetValue(_endpoint) is not null)
            options = options with { ConnectionString = line.GetValue(_connection), Endpoint = AddressOf(line.GetValue(_endpoint)) };
        if (string.IsNullOrWhiteSpace(options.ConnectionString) && options.Endpoint is null)
        {
            if (!await AzuriteAnswersAsync(stop))
                throw CliException.Misuse(
                    "No storage is named and no Azurite answers on its port 10002. "
                    + "Add --connection or --endpoint, or set TableStorage__ConnectionString or TableStorage__Endpoint.");
            options = options with { ConnectionString = Azurite };
        }
        try
        {
            options.Validate();
        }
        catch (OptionsValidationException wrong)
        {
            throw CliException.Misuse(string.Join(' ', wrong.Failures));
        }
        return options;
    }

    private static TableStorageOptions Settings(IConfiguration settings)
    {
        try
        {
            return settings.GetSection("TableStorage").Get<TableStorageOptions>() ?? new TableStorageOptions();
        }
        catch (InvalidOperationException wrong)
        {
            throw CliException.Misuse(wrong.Message);
        }
    }

    private static Uri? AddressOf(string? text)
    {
        if (text is null)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            ? address
            : throw CliException.Misuse("--endpoint must be an https address, such as https://NAME.table.core.windows.net.");
    }

    private static async Task<bool> AzuriteAnswersAsync(CancellationToken stop)
    {
        using var socket = new TcpClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            await socket.ConnectAsync("127.0.0.1", AzuritePort, patience.Token);
            return true;
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
