namespace Scim.Resilience.Tests.Budgets;

/// <summary>Every operation costs exactly the storage requests that the design allows it, and exactly as many in sequence.</summary>
public sealed class BudgetTests
{
    public static TheoryData<string> Rows => [.. BudgetRows.All.Select(row => row.Row)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task An_operation_costs_what_its_row_says(string name)
    {
        var row = BudgetRows.All.Single(row => row.Row == name);
        await using var service = await BudgetService.StartAsync(row.Licences, row.Limit, row.Streams);
        var request = await row.Prepare(service);
        var rounds = new Rounds();
        var told = await service.EventsAsync();

        service.Begin(rounds, row.Rounds);
        var answer = await service.SendAsync(request);

        Assert.Equal(row.Status, answer.Status);
        Assert.Empty(rounds.Faults);
        Assert.True(row.Rounds.Sum() == service.Requests.Count, string.Join('\n', service.Requests));
        Assert.Equal(row.Streams > 0, (await service.EventsAsync()).Except(told).Any());
    }
}
