using System.Diagnostics.CodeAnalysis;
using Scim.Protocol.Errors;

namespace Scim.Protocol.Computing;

/// <summary>
/// How much one request may compute. Every loop whose length a client controls spends steps of it, so that the end of a request
/// depends on what it asks for and on the data, never on the load. A step takes about as long as comparing two characters. Made once
/// for each request; not for use by several threads at a time.
/// </summary>
/// <param name="steps">The steps that may be spent, at least 0.</param>
/// <param name="refusal">What a caller is told who asks for more.</param>
public sealed class StepBudget(long steps, Func<ScimError> refusal)
{
    /// <summary>The steps of one request: what about one second of one core takes.</summary>
    public const long PerRequest = 1_000_000_000;

    /// <summary>The steps of looking at one value of a resource: an entry of a list, an attribute, one term of a filter.</summary>
    public const int Visit = 30;

    private readonly long _most = steps;

    // What may be spent now: less than all while it is tried whether few are enough.
    private long _bound = steps;

    /// <summary>The budget of a request that lists users: over it is 400 <c>tooMany</c>.</summary>
    public static StepBudget ForQuery() => new(PerRequest, ScimError.QueryTooCostly);

    /// <summary>The budget of a request that changes users, for a Bulk as a whole: over it is 413.</summary>
    public static StepBudget ForChange() => new(PerRequest, ScimError.ChangeTooCostly);

    /// <summary>For what an operator asks for: it counts, and refuses nothing.</summary>
    public static StepBudget Unbounded() => new(long.MaxValue, ScimError.ChangeTooCostly);

    /// <summary>The steps that were spent.</summary>
    public long Spent { get; private set; }

    /// <summary>Spends steps, before they are taken.</summary>
    /// <exception cref="ScimException">There are not as many left; none are left from now on.</exception>
    public void Spend(long count)
    {
        if (count <= _bound - Spent)
        {
            Spent += count;
            return;
        }
        if (_bound < _most)
            throw new MoreStepsException();
        Spent = _most;
        throw new ScimException(refusal());
    }

    /// <summary>Spends the steps of looking at some values.</summary>
    /// <exception cref="ScimException">There are not as many left.</exception>
    public void SpendVisits(long count) => Spend(count * Visit);

    /// <summary>Refuses to begin with anything when nothing is left.</summary>
    /// <exception cref="ScimException">Nothing is left.</exception>
    public void ThrowIfSpent() => Spend(Spent == _most ? 1 : 0);

    /// <summary>Computes something that can be begun again, if few steps are enough for it.</summary>
    /// <param name="few">How many steps, at least 0.</param>
    /// <param name="compute">Computes it, and spends the steps.</param>
    /// <param name="result">What was computed.</param>
    /// <returns>False if it takes more: it was given up half way, and its steps are not spent.</returns>
    /// <exception cref="ScimException">It takes no more than that, but there are not as many left.</exception>
    public bool TryWithin<T>(long few, Func<T> compute, [MaybeNullWhen(false)] out T result)
    {
        var before = Spent;
        _bound = Math.Min(_most, before + few);
        try
        {
            result = compute();
            return true;
        }
        catch (MoreStepsException)
        {
            Spent = before;
            result = default;
            return false;
        }
        finally
        {
            _bound = _most;
        }
    }

    /// <summary>
    /// Forgets what was spent after a mark. Another writer was faster, and the same work begins anew: how often that happens is the
    /// load's doing, not the request's.
    /// </summary>
    /// <param name="spent">What <see cref="Spent"/> was.</param>
    public void ReturnTo(long spent) => Spent = spent;

    private sealed class MoreStepsException : Exception;
}
