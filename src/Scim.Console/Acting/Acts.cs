using Scim.Operations;

namespace Scim.Console.Acting;

/// <summary>Where every act is run, and none in a console that is read-only.</summary>
/// <param name="options">How the console is served.</param>
/// <param name="services">The use cases.</param>
public sealed class Acts(ConsoleOptions options, IServiceProvider services)
{
    /// <summary>False if the console only shows, so that no page offers an act.</summary>
    public bool AreAllowed => !options.IsReadOnly;

    /// <summary>Does something that the operator has agreed to.</summary>
    /// <param name="act">What.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="zone">The time zone of who does it.</param>
    /// <param name="stop">Breaks off; what was done until then stays done.</param>
    /// <exception cref="OperationRefusedException">It was refused, or the console is read-only.</exception>
    public Task<ActOutcome> RunAsync(Act act, IProgress<string> progress, TimeZoneInfo zone, CancellationToken stop) =>
        options.IsReadOnly
            ? throw new OperationRefusedException("This console was started with --read-only, so that it changes nothing.")
            : act.RunAsync(new ActRun(services, progress, zone, stop));
}
