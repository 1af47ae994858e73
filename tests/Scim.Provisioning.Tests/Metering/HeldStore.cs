using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;

namespace Scim.Provisioning.Tests.Metering;

/// <summary>Token buckets whose writes get no answer for a while.</summary>
internal sealed class HeldStore(ITokenBucketStore buckets) : ITokenBucketStore
{
    private TaskCompletionSource? _hold;
    private bool _holdsOthers = true;

    /// <summary>How many writes were held.</summary>
    public int Held { get; private set; }

    /// <summary>How many of those their writer broke off.</summary>
    public int BrokenOff { get; private set; }

    /// <summary>Holds writes from now on.</summary>
    public void Hold() => _hold = new TaskCompletionSource();

    /// <summary>Lets those go on that are held.</summary>
    public void LetGo()
    {
        var held = _hold!; // The test holds them.
        _hold = null;
        held.SetResult();
    }

    /// <summary>Holds what is held, and no others.</summary>
    public void LetGoOfOthers() => _holdsOthers = false;

    /// <summary>Lets those fail that are held.</summary>
    public void Fail(Exception error)
    {
        var held = _hold!; // The test holds them.
        _hold = null;
        held.SetException(error);
    }

    public Task<StoredBucket?> FindAsync(ClientId caller, CancellationToken cancellationToken) =>
        buckets.FindAsync(caller, cancellationToken);

    public async Task<StoredBucket?> WriteAsync(ClientId caller, BucketState state, string? etag, CancellationToken cancellationToken)
    {
        if (_hold is { } hold && _holdsOthers)
        {
            Held++;
            try
            {
                await hold.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                BrokenOff++;
                throw;
            }
        }
        return await buckets.WriteAsync(caller, state, etag, cancellationToken);
    }

    public IAsyncEnumerable<CallersBucket> ListAsync(CancellationToken cancellationToken) => buckets.ListAsync(cancellationToken);

    public Task<bool> RemoveAsync(CallersBucket asRead, CancellationToken cancellationToken) =>
        buckets.RemoveAsync(asRead, cancellationToken);
}
