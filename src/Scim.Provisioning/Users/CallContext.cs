using Scim.Protocol.Schemas;
using Scim.Provisioning.Computing;
using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Users;

/// <summary>A request for the users of an account, by a client with a token or by an operator.</summary>
/// <param name="Client">Who asks, as the audit trail names it: the client, or in its place the operator.</param>
/// <param name="Account">The account.</param>
/// <param name="Admission">
/// The meter's answer, which may still be on its way: fails with the refusal. Reads start beside it; nothing is written or answered
/// before it has succeeded.
/// </param>
/// <param name="Rules">How the account reads requests, which may still be on its way.</param>
/// <param name="Computation">What it computes with.</param>
/// <param name="CorrelationId">The id of the request in logs and in the audit trail.</param>
public sealed record CallContext(
    ClientId Client, AccountId Account, Task Admission, Task<ReadingRules> Rules, Computation Computation, string CorrelationId)
{
    /// <summary>An operator's: no meter counts it, and its computing has no bounds.</summary>
    public static CallContext OfOperator(ClientId name, AccountId account, ReadingRules rules, string correlationId) =>
        new(name, account, Task.CompletedTask, Task.FromResult(rules), Computation.Unbounded(), correlationId);

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
