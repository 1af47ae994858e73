using Microsoft.Azure.Functions.Worker;
using Scim.Provisioning.Upkeep;

namespace Scim.Functions;

/// <summary>What is to be removed since it has grown old.</summary>
public sealed class UpkeepFunctions(UpkeepSweep sweep)
{
    // Within the half hour that the plan gives an invocation.
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(20);

    /// <summary>
    /// Removes it once a day, when most sleep. It takes its time within the invocation; what is left is left to the next day.
    /// </summary>
    [Function("Upkeep")]
    public Task RemoveAsync([TimerTrigger("0 17 3 * * *")] TimerInfo timer, FunctionContext context) =>
        sweep.RunAsync(MostTime, context.CancellationToken);
}
