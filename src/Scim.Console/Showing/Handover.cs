using System.Diagnostics.CodeAnalysis;

namespace Scim.Console.Showing;

/// <summary>What a page's document has read or begun to read, for the page's connection to go on with: nothing is read twice.</summary>
/// <param name="viewer">The browser that the document is for.</param>
internal sealed class Handover(ViewerTraits viewer)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(Type Value, object? Key), Begun> _begun = [];
    private bool _isOver;

    /// <summary>The browser.</summary>
    public ViewerTraits Viewer => viewer;

    /// <summary>Leaves something for the connection.</summary>
    /// <param name="key">What is read.</param>
    /// <param name="value">It, or its reading that goes on.</param>
    /// <param name="stop">Stops the reading; whoever takes it disposes of it.</param>
    public void Leave<T>(object? key, Task<T> value, CancellationTokenSource stop)
    {
        lock (_lock)
        {
            if (!_isOver && _begun.TryAdd((typeof(T), key), new Begun(value, stop))) return;
        }
        End(stop);
    }

    /// <summary>Takes something, once.</summary>
    /// <param name="key">What is read.</param>
    /// <param name="value">It, or its reading that goes on.</param>
    /// <param name="stop">Stops the reading.</param>
    public bool TryTake<T>(
        object? key, [NotNullWhen(true)] out Task<T>? value, [NotNullWhen(true)] out CancellationTokenSource? stop)
    {
        lock (_lock)
        {
            var isThere = _begun.Remove((typeof(T), key), out var begun);
            (value, stop) = ((Task<T>?)begun?.Value, begun?.Stop);
            return isThere;
        }
    }

    /// <summary>Stops and forgets what nobody took: later it would be old.</summary>
    public void Drop()
    {
        List<Begun> left;
        lock (_lock)
        {
            _isOver = true;
            left = [.. _begun.Values];
            _begun.Clear();
        }
        foreach (var (_, stop) in left) End(stop);
    }

    private static void End(CancellationTokenSource stop)
    {
        stop.Cancel();
        stop.Dispose();
    }

    private sealed record Begun(Task Value, CancellationTokenSource Stop);
}
