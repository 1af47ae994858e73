using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Scim.Operations.Accounts;

namespace Scim.Console.Tests.Accounts;

/// <summary>A clock that passes only when a test says so, and knows of deletions that wait for clients to be shut out.</summary>
internal sealed class GraceTime() : FakeTimeProvider(TimeProvider.System.GetUtcNow())
{
    private readonly Channel<TimeSpan> _waiting = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>Returns once a deletion waits that nobody was told of yet.</summary>
    public async Task WaitsAsync(CancellationToken cancellationToken) => await _waiting.Reader.ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == AccountDeletion.Grace)
            _waiting.Writer.TryWrite(dueTime);
        return timer;
    }
}
