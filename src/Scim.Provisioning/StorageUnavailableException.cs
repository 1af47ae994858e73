namespace Scim.Provisioning;

/// <summary>
/// Storage gave no definite answer before the deadline, or refused with a throttle. The caller answers 503; a write has happened
/// whole or not at all.
/// </summary>
public sealed class StorageUnavailableException : Exception
{
    /// <summary>An outage without a known cause.</summary>
    public StorageUnavailableException()
        : this("Storage gave no answer in time.")
    {
    }

    /// <summary>An outage.</summary>
    public StorageUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>An outage with its cause.</summary>
    public StorageUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
