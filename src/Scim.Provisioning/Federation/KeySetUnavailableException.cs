namespace Scim.Provisioning.Federation;

/// <summary>
/// The key of an assertion cannot be had for a reason that may pass, so that nobody can tell whether the assertion is good. The caller
/// answers 503.
/// </summary>
public sealed class KeySetUnavailableException : Exception
{
    /// <summary>Nothing is known of when to come again.</summary>
    public KeySetUnavailableException()
        : this("The key set of an identity provider cannot be fetched.")
    {
    }

    /// <summary>Nothing is known of when to come again.</summary>
    public KeySetUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Nothing is known of when to come again, but the cause is.</summary>
    public KeySetUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The set is fetched again after a time.</summary>
    public KeySetUnavailableException(TimeSpan retryAfter)
        : this() => RetryAfter = retryAfter;

    /// <summary>When the set may be fetched again, from now on, over 0. Default: a second.</summary>
    public TimeSpan RetryAfter { get; } = TimeSpan.FromSeconds(1);
}
