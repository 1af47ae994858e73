using Microsoft.Azure.Functions.Worker;
using Scim.Events.Push;

namespace Scim.Functions;

/// <summary>What is to be done of streams when no request comes.</summary>
public sealed class StreamFunctions(StreamSweep sweep)
{
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(4);

    /// <summary>
    /// Delivers what instances left behind, every 5 minutes: with none running nothing else would. It takes its time within the
    /// invocation, for as long as which the platform keeps the instance.
    /// </summary>
    [Function("StreamSweep")]
    public Task SweepAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, FunctionContext context) =>
        sweep.RunAsync(MostTime, context.CancellationToken);
}
