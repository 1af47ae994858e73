using Scim.Console.Showing;

namespace Scim.Console.Security;

/// <summary>The browsers that the console was opened to. They are forgotten when it ends.</summary>
internal sealed class Sessions
{
    // Each needs a one-time address, so that a person has as many as they like.
    private const int Most = 32;

    private readonly Lock _lock = new();
    private readonly Queue<(byte[] Hash, ViewerTraits Viewer)> _open = new();

    /// <summary>A new session's secret, for the browser alone. Of more than 32 the oldest ends.</summary>
    public string Open()
    {
        var secret = SecretText.New();
        lock (_lock)
        {
            _open.Enqueue((SecretText.HashOf(secret), new ViewerTraits()));
            if (_open.Count > Most) _open.Dequeue();
        }
        return secret;
    }

    /// <summary>What is known of the browser that has a session; null for one that has none.</summary>
    public ViewerTraits? Find(string? secret)
    {
        if (SecretText.HashOfSent(secret) is not { } sent) return null;
        lock (_lock)
        {
            ViewerTraits? found = null;
            foreach (var (hash, viewer) in _open)
            {
                if (SecretText.AreEqual(hash, sent)) found = viewer;
            }
            return found;
        }
    }
}
