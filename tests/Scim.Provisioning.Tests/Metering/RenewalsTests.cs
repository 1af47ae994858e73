using Scim.Provisioning.Metering;

namespace Scim.Provisioning.Tests.Metering;

/// <summary>What runs in the background ends with the instance.</summary>
public sealed class RenewalsTests
{
    [Fact]
    public async Task The_end_waits_for_all_that_run_and_breaks_them_off()
    {
        var renewals = new Renewals();
        Assert.True(renewals.TryBegin());
        Assert.True(renewals.TryBegin());

        var end = renewals.DisposeAsync().AsTask();

        Assert.True(renewals.End.IsCancellationRequested);
        renewals.Ended();
        Assert.False(end.IsCompleted);
        renewals.Ended();
        await end;
    }

    [Fact]
    public async Task The_end_waits_for_nothing_where_nothing_runs()
    {
        var renewals = new Renewals();
        Assert.True(renewals.TryBegin());
        renewals.Ended();

        await renewals.DisposeAsync();

        Assert.False(renewals.TryBegin());
    }

    [Fact]
    public async Task One_that_began_after_another_ended_is_waited_for_too()
    {
        var renewals = new Renewals();
        Assert.True(renewals.TryBegin());
        renewals.Ended();
        Assert.True(renewals.TryBegin());

        var end = renewals.DisposeAsync().AsTask();

        Assert.False(end.IsCompleted);
        renewals.Ended();
        await end;
    }
}
