using Microsoft.Extensions.DependencyInjection;
using Scim.Cli.Output;
using Scim.Operations;
using Scim.Operations.Files;
using Scim.Provisioning;
using Scim.Provisioning.Identities;
using Spectre.Console;

namespace Scim.Cli.Running;

/// <summary>One run of a command: the services over the storage that it was pointed at, and its terminal.</summary>
/// <param name="services">The operator's use cases, over the services of a host.</param>
/// <param name="storage">The storage, in words.</param>
/// <param name="terminal">Where it writes and whom it may ask.</param>
/// <param name="answers">Writes what was asked for.</param>
/// <param name="isAgreed">True if the command line has <c>--yes</c>.</param>
/// <param name="stop">Cancelled by Ctrl-C.</param>
internal sealed class Session(
    IServiceProvider services, string storage, Terminal terminal, Answers answers, bool isAgreed, CancellationToken stop)
{
    /// <summary>Who runs commands, as the audit trail names them.</summary>
    public static OperatorIdentity Operator { get; } = new(ClientId.Parse("scim-cli"));

    /// <summary>The storage that the command was pointed at: its address and tables, without anything secret.</summary>
    public string Storage => storage;

    /// <summary>Where progress goes.</summary>
    public IAnsiConsole Progress => terminal.Error;

    /// <summary>Writes what was asked for.</summary>
    public Answers Answers => answers;

    /// <summary>Opens what comes in by standard input.</summary>
    public Stream OpenInput() => terminal.Input();

    /// <summary>The clock.</summary>
    public TimeProvider Time => services.GetRequiredService<TimeProvider>();

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken Stop => stop;

    /// <summary>True if the command line has <c>--yes</c>; for what without it only says what it would do.</summary>
    public bool IsAgreed => isAgreed;

    /// <summary>What to do about a storage that does not answer.</summary>
    public required Func<StorageUnavailableException, string> AdviceFor { get; init; }

    /// <summary>The use cases, for whoever serves them on.</summary>
    public IServiceProvider Services => services;

    /// <summary>The use cases of a kind.</summary>
    public T Get<T>()
        where T : IOperations => services.GetRequiredService<T>();

    /// <summary>A remark beside what was asked for.</summary>
    public void Say(string line) => terminal.Error.WriteLine(VisibleText.Of(line));

    /// <summary>Goes on only if the operator agrees, by <c>--yes</c> or when asked.</summary>
    /// <exception cref="CliException">The operator did not agree, or cannot be asked.</exception>
    public void Confirm(string consequence)
    {
        if (isAgreed) return;
        consequence = VisibleText.Of(consequence);
        if (!terminal.CanAsk) throw CliException.Misuse($"{consequence} Add --yes to do it.");
        if (!terminal.Error.Confirm($"{Markup.Escape(consequence)} Go on?", defaultValue: false))
            throw new CliException("Nothing was done.");
    }
}
