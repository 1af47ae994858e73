using Microsoft.Extensions.Time.Testing;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Provisioning.Computing;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Waiting;

namespace Scim.Provisioning.Tests.Computing;

public sealed class ComputationTests
{
    private static readonly AccountId Account = AccountId.Parse("acme");

    private readonly FakeTimeProvider _time = new();
    private readonly ComputingPlaces _places;
    private readonly StorageTime _storage = new();

    public ComputationTests() => _places = new ComputingPlaces(_time, placesOfAccount: 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_of_one_account_take_turns()
    {
        var first = await Of(Account).EnterAsync(Cancel);
        var second = Of(Account).EnterAsync(Cancel).AsTask();
        Assert.False(second.IsCompleted);

        first.Dispose();

        (await second).Dispose();
    }

    [Fact]
    public async Task As_many_compute_at_a_time_as_there_are_places()
    {
        var places = new ComputingPlaces(_time, placesOfAccount: 2);
        using var first = await Of(Account, places).EnterAsync(Cancel);
        var second = await Of(Account, places).EnterAsync(Cancel);
        var third = Of(Account, places).EnterAsync(Cancel).AsTask();
        Assert.False(third.IsCompleted);

        second.Dispose();

        (await third).Dispose();
    }

    [Fact]
    public async Task Another_account_does_not_wait()
    {
        using var first = await Of(Account).EnterAsync(Cancel);

        var other = Of(AccountId.Parse("other")).EnterAsync(Cancel);

        Assert.True(other.IsCompletedSuccessfully);
        (await other).Dispose();
    }

    [Fact]
    public async Task Who_gets_no_place_in_5_seconds_is_told_429_and_the_place_goes_to_the_next()
    {
        var first = await Of(Account).EnterAsync(Cancel);
        var second = Of(Account).EnterAsync(Cancel).AsTask();

        _time.Advance(ComputingPlaces.MaxWait);

        var error = (await Assert.ThrowsAsync<ScimException>(() => second)).Error;
        Assert.Equal((429, 5), (error.Status, error.RetryAfterSeconds));
        Assert.DoesNotContain("storage", error.Detail, StringComparison.OrdinalIgnoreCase);
        first.Dispose();
        var third = Of(Account).EnterAsync(Cancel);
        Assert.True(third.IsCompletedSuccessfully);
        (await third).Dispose();
    }

    [Fact]
    public async Task A_client_that_has_gone_waits_no_longer()
    {
        using var gone = new CancellationTokenSource();
        using var first = await Of(Account).EnterAsync(Cancel);
        var second = Of(Account).EnterAsync(gone.Token).AsTask();

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    [Fact]
    public async Task The_time_for_storage_stands_still_while_a_request_waits_and_computes()
    {
        var turn = await Of(Account).EnterAsync(Cancel);
        Assert.Equal(1, _storage.Pauses);
        turn.Dispose();
        Assert.Equal(0, _storage.Pauses);

        using var gone = new CancellationTokenSource();
        turn = await Of(Account).EnterAsync(Cancel);
        var second = Of(Account).EnterAsync(gone.Token).AsTask();
        Assert.Equal(2, _storage.Pauses);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        turn.Dispose();
        Assert.Equal(0, _storage.Pauses);
    }

    [Fact]
    public async Task A_part_of_a_request_has_its_own_time_for_storage_and_the_same_steps()
    {
        var whole = Of(Account);
        var time = new StorageTime();

        var part = whole.Under(time);
        using (await part.EnterAsync(Cancel))
            Assert.Equal((1, 0), (time.Pauses, _storage.Pauses));

        Assert.Same(whole.Steps, part.Steps);
    }

    [Fact]
    public async Task What_takes_few_steps_waits_for_no_place()
    {
        using var first = await Of(Account).EnterAsync(Cancel);
        var second = Of(Account);

        var computed = second.RunAsync(steps => Spending(steps, Computation.FewSteps), Cancel);

        Assert.True(computed.IsCompletedSuccessfully);
        Assert.Equal("done", await computed);
        Assert.Equal(Computation.FewSteps, second.Steps.Spent);
    }

    [Fact]
    public async Task What_takes_more_waits_for_its_place_and_is_begun_again_there()
    {
        var (first, second, begun) = (await Of(Account).EnterAsync(Cancel), Of(Account), 0);
        var computed = second.RunAsync(Compute, Cancel).AsTask();
        Assert.False(computed.IsCompleted);
        Assert.Equal((1, 0), (begun, second.Steps.Spent));

        first.Dispose();

        Assert.Equal("done", await computed);
        Assert.Equal((2, Computation.FewSteps + 1), (begun, second.Steps.Spent));
        Assert.Equal(0, _storage.Pauses);

        string Compute(StepBudget steps)
        {
            begun++;
            return Spending(steps, Computation.FewSteps + 1);
        }
    }

    [Fact]
    public async Task An_operator_waits_for_nobody()
    {
        using var first = await Of(Account).EnterAsync(Cancel);

        var turn = Computation.Unbounded().EnterAsync(Cancel).AsTask();

        Assert.True(turn.IsCompletedSuccessfully);
        (await turn).Dispose();
    }

    private static string Spending(StepBudget budget, long steps)
    {
        budget.Spend(steps);
        return "done";
    }

    private Computation Of(AccountId account, ComputingPlaces? places = null) =>
        new(StepBudget.ForChange(), places ?? _places, account, _storage);

    private sealed class StorageTime : IStorageTime
    {
        public bool IsExpired => false;

        public int Pauses { get; private set; }

        public void Pause() => Pauses++;

        public void RunOn() => Pauses--;
    }
}
