namespace Scim.Events.Tests.Handout;

/// <summary>Lets several take steps one at a time, in an order that the dice say.</summary>
/// <param name="dice">The dice.</param>
internal sealed class Interleaving(Random dice)
{
    private readonly List<TaskCompletionSource> _waiting = [];

    /// <summary>Waits for one's turn.</summary>
    public Task StepAsync()
    {
        var turn = new TaskCompletionSource(); // What follows runs within the turn.
        _waiting.Add(turn);
        return turn.Task;
    }

    /// <summary>Runs all of them to their ends.</summary>
    public async Task RunAsync(params Func<Task>[] all)
    {
        var running = all.Select(one => one()).ToList();
        while (_waiting.Count > 0)
        {
            var next = dice.Next(_waiting.Count);
            var turn = _waiting[next];
            _waiting.RemoveAt(next);
            turn.SetResult();
        }
        await Task.WhenAll(running);
    }
}
