using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Provisioning.Accounts;

namespace Scim.Cli.Checks;

/// <summary>The clock of the operator's machine.</summary>
internal static class Clock
{
    /// <summary>Goes on only if the clock agrees with storage's: by a wrong one, what is in use looks old.</summary>
    /// <exception cref="CliException">The clocks differ.</exception>
    public static async Task RequireAsync(Session session)
    {
        if (await session.Get<IIntegrityCheck>().CheckClockAsync(session.Stop) is { } finding)
            throw new CliException($"Nothing was done: {finding.Subject}. Set the clock of this machine and try again.");
    }
}
