namespace Scim.Console.Security;

/// <summary>The browsers that the console was opened to. They are forgotten when it ends.</summary>
internal sealed class Sessions
{
    // Each needs a one-time address, so that a person has as many as they like.
    private const int Most = 32;

    private readonly Lock _lock = new();
    private readonly Queue<byte[]> _hashes = new();

    /// <summary>A new session's secret, for the browser alone. Of more than 32 the oldest ends.</summary>
    public string Open()
    {
        var secret = SecretText.New();
        lock (_lock)
        {
            _hashes.Enqueue(SecretText.HashOf(secret));
            if (_hashes.Count > Most) _hashes.Dequeue();
        }
        return secret;
    }

    /// <summary>Whether a browser has a session.</summary>
    public bool Has(string? secret)
    {
        if (SecretText.HashOfSent(secret) is not { } sent) return false;
        lock (_lock)
        {
            var found = false;
            foreach (var hash in _hashes) found |= SecretText.AreEqual(hash, sent);
            return found;
        }
    }
}
