using Scim.Protocol.Errors;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Waiting;

namespace Scim.Provisioning.Tokens;

/// <summary>
/// Paces the reads of tokens that this instance does not know, by the address that they come from: each unknown token costs a read of
/// storage, and there is no end of them. A read waits its turn, at most 20 s; it is refused only where so many wait already. A token that
/// turns out to be good has cost nothing, and is read again without waiting for a day.
/// </summary>
internal sealed class UnknownTokens(TimeProvider time) : IDisposable
{
    private const int Capacity = 10_000;
    private const int MostWaiting = 1_000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private readonly Allowances<ClientAddress> _allowances = new(Capacity, time);
    private int _waiting;

    /// <summary>Reads for one address: 10 at once, then 10 a second.</summary>
    public static RateLimit OfAddress { get; } = new(10, 10);

    /// <summary>Reads for all private or unknown addresses together: 100 at once, then 100 a second.</summary>
    public static RateLimit OfShared { get; } = new(100, 100);

    /// <summary>Waits until a token may be read.</summary>
    /// <exception cref="ScimException">429: so many wait that this one would wait too long.</exception>
    public async Task WaitAsync(ClientAddress from)
    {
        if (!_allowances.TryTakeAhead(from, LimitOf(from), LongestWait, out var wait))
            throw Refusal(wait - LongestWait);
        if (wait <= TimeSpan.Zero)
            return;
        try
        {
            if (Interlocked.Increment(ref _waiting) > MostWaiting)
            {
                GiveBack(from);
                throw Refusal(wait);
            }
            await Task.Delay(wait, time, CancellationToken.None);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Notes that the token was good, or could not be read.</summary>
    public void GiveBack(ClientAddress from) => _allowances.GiveBack((from, LimitOf(from)));

    /// <inheritdoc/>
    public void Dispose() => _allowances.Dispose();

    private static RateLimit LimitOf(ClientAddress from) => from == ClientAddress.Shared ? OfShared : OfAddress;

    private static ScimException Refusal(TimeSpan wait) =>
        new(ScimError.TooManyUnknownTokens(Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))));
}
