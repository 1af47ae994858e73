namespace Scim.Resilience.Tests.Budgets;

/// <summary>Every operation costs exactly the storage requests that the design allows it, and exactly as many in sequence.</summary>
public sealed class BudgetTests
{
    public static TheoryData<string> Rows => [.. BudgetRows.All.Select(row => row.Row)];

    public static TheoryData<string> RowsInUse => [.. BudgetRows.All.Where(row => row.IsMetInUse).Select(row => row.Row)];

    [Theory]
    [MemberData(nameof(Rows))]
    public Task An_operation_costs_what_its_row_says(string name) => AssertAsync(name, row => row.Rounds, service => service.RestAsync());

    [Theory]
    [MemberData(nameof(RowsInUse))]
    public Task It_costs_less_while_the_client_is_in_use(string name) =>
        AssertAsync(name, row => row.InUse, service => service.UseAsync());

    private static async Task AssertAsync(string name, Func<BudgetRow, int[]> roundsOf, Func<BudgetService, Task> before)
    {
        var row = BudgetRows.All.Single(row => row.Row == name);
        await using var service = await BudgetService.StartAsync(row.Licences, row.Limit, row.Streams);
        var request = await row.Prepare(service);
        await before(service);
        var rounds = new Rounds();
        var told = await service.EventsAsync();

        service.Begin(rounds, roundsOf(row));
        var answer = await service.SendAsync(request);

        Assert.Equal(row.Status, answer.Status);
        Assert.Empty(rounds.Faults);
        Assert.True(roundsOf(row).Sum() == service.Requests.Count, string.Join('\n', service.Requests));
        Assert.Equal(row.Streams > 0, (await service.EventsAsync()).Except(told).Any());
    }
}
