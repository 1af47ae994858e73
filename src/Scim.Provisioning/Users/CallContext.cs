using Scim.Protocol.Schemas;
using Scim.Provisioning.Computing;
using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Users;

/// <summary>A request for the users of an account, by somebody who is known.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Admission">
/// The meter's answer, which may still be on its way: fails with the refusal. Reads start beside it; nothing is written or answered
/// before it has succeeded.
/// </param>
/// <param name="Rules">How the account reads requests, which may still be on its way.</param>
/// <param name="CorrelationId">The id of the request in logs and in the audit trail.</param>
public sealed record CallContext(Actor Caller, Task Admission, Task<ReadingRules> Rules, string CorrelationId)
{
    /// <summary>What it computes with. Default: without bounds, as an operator's.</summary>
    public Computation Computation { get; init; } = Computation.Unbounded();

    /// <summary>The result of a read that was started beside the meter, once the meter has granted.</summary>
    internal async Task<T> AfterAdmissionAsync<T>(Task<T> read)
    {
        try
        {
            await Admission;
        }
        catch
        {
            _ = DropAsync(read);
            throw;
        }
        return await read;
    }

    /// <summary>The read's own failure must not go unobserved when the refusal is what counts.</summary>
    private static async Task DropAsync<T>(Task<T> read)
    {
        await ((Task)read).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (read is { IsCompletedSuccessfully: true, Result: IAsyncDisposable open })
            await open.DisposeAsync();
    }
}
