using System.Runtime.CompilerServices;
using Scim.Protocol.Errors;
using Scim.Provisioning;
using Scim.Provisioning.Accounts;

namespace Scim.Operations;

/// <summary>Turns the refusals of the services beneath into the one that an operator meets.</summary>
internal static class Refusals
{
    /// <summary>Why an exception is no outage and no bug; null if it is one.</summary>
    public static OperationRefusal? Of(Exception failure) => failure switch
    {
        OperationRefusedException refused => refused.Refusal,
        ScimException refused => new OperationRefusal(refused.Error.Detail),
        AccountGoneException => new OperationRefusal("The account is being deleted."),
        ContentionException race => new OperationRefusal(race.Message, new Remedy.TryAgain()),
        _ => null,
    };

    /// <summary>Does something whose refusals are the operator's.</summary>
    /// <exception cref="OperationRefusedException">It was refused.</exception>
    public static async Task<T> ToldAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception failure) when (failure is not OperationRefusedException && Of(failure) is { } refusal)
        {
            throw new OperationRefusedException(refusal);
        }
    }

    /// <summary>Reads something whose refusals are the operator's.</summary>
    /// <exception cref="OperationRefusedException">It was refused.</exception>
    public static async IAsyncEnumerable<T> Told<T>(
        this IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var all = items.GetAsyncEnumerator(cancellationToken);
        while (await ToldAsync(() => all.MoveNextAsync().AsTask())) yield return all.Current;
    }
}
