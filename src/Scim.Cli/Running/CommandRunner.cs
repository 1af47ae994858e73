using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Cli.Connection;
using Scim.Cli.Output;
using Scim.Operations;
using Scim.Provisioning;
using Scim.Storage.Tables;

namespace Scim.Cli.Running;

/// <summary>Gives commands their session and turns what goes wrong into one line and an exit code.</summary>
/// <param name="terminal">Where they write.</param>
/// <param name="settings">The settings of the environment.</param>
/// <param name="time">The clock.</param>
internal sealed class CommandRunner(Terminal terminal, IConfiguration settings, TimeProvider time)
{
    private readonly ConnectionOptions _connection = new();

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON, for scripts.", Recursive = true };

    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask.", Recursive = true };

    /// <summary>The settings of the environment.</summary>
    public IConfiguration Settings => settings;

    /// <summary>Adds the options that every command takes.</summary>
    public void AddOptionsTo(RootCommand root)
    {
        _connection.AddTo(root);
        root.Options.Add(_json);
        root.Options.Add(_yes);
    }

    /// <summary>Lets a command do something.</summary>
    public void On(Command command, Func<ParseResult, Session, Task> act) =>
        On(command, async (line, session) =>
        {
            await act(line, session);
            return ExitCode.Done;
        });

    /// <summary>Lets a command do something that ends with an exit code of its own.</summary>
    public void On(Command command, Func<ParseResult, Session, Task<int>> act) =>
        command.SetAction((line, stop) => RunAsync(line, command is not CommandWithExamples { UsesStorage: false }, act, stop));

    private async Task<int> RunAsync(
        ParseResult line, bool usesStorage, Func<ParseResult, Session, Task<int>> act, CancellationToken stop)
    {
        TableStorageOptions? storage = null;
        try
        {
            var services = new ServiceCollection().AddSingleton(time).AddScimOperations();
            if (usesStorage)
            {
                storage = await _connection.ReadAsync(line, settings, stop);
                services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None)).AddScimTableStorage(storage).AddScimProvisioning();
            }
            await using var provider = services.BuildServiceProvider();
            var session = new Session(
                provider,
                storage is null ? "no storage" : $"{StorageDiagnosis.AddressOf(storage)}, tables {storage.TablePrefix}*",
                terminal,
                new Answers(terminal.Out, line.GetValue(_json)),
                line.GetValue(_yes),
                stop)
            {
                AdviceFor = outage => storage is null ? outage.Message : StorageDiagnosis.AdviceFor(outage, storage),
            };
            return await act(line, session);
        }
        catch (CliException refusal)
        {
            return Say(refusal.Message, refusal.ExitCode);
        }
        catch (OperationRefusedException refused)
        {
            return Say(RefusalText.Of(refused.Refusal), ExitCode.Failed);
        }
        catch (StorageUnavailableException outage) when (storage is not null)
        {
            return Say(StorageDiagnosis.AdviceFor(outage, storage), ExitCode.Failed);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Say("Stopped.", ExitCode.Failed);
        }
    }

    private int Say(string line, int exitCode)
    {
        OutputFailure.TrySay(terminal.Error.Profile.Out.Writer, line);
        return exitCode;
    }
}
