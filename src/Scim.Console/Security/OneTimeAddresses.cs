namespace Scim.Console.Security;

/// <summary>The address that opens the console: the last one that was made, once, for <see cref="Lifetime"/>.</summary>
internal sealed class OneTimeAddresses(TimeProvider time)
{
    /// <summary>What its path begins with; the code follows.</summary>
    public const string Path = "/open/";

    private readonly Lock _lock = new();
    private byte[]? _hash;
    private DateTimeOffset _ends;

    /// <summary>How long one is good: 10 minutes.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(10);

    /// <summary>A new code; the one before is good no longer.</summary>
    public string NewCode()
    {
        var code = SecretText.New();
        lock (_lock) (_hash, _ends) = (SecretText.HashOf(code), time.GetUtcNow() + Lifetime);
        return code;
    }

    /// <summary>Uses a code up; true if it was good.</summary>
    public bool Take(string code)
    {
        if (SecretText.HashOfSent(code) is not { } sent) return false;
        lock (_lock)
        {
            if (_hash is null || !SecretText.AreEqual(_hash, sent)) return false;
            _hash = null;
            return time.GetUtcNow() < _ends;
        }
    }
}
