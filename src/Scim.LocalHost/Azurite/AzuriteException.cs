namespace Scim.LocalHost.Azurite;

/// <summary>Azurite cannot be installed or started, or has ended. The message is one line that says what to do.</summary>
public sealed class AzuriteException : Exception
{
    /// <summary>A failure without a known cause.</summary>
    public AzuriteException()
        : this("Azurite did not start.")
    {
    }

    /// <summary>A failure.</summary>
    public AzuriteException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its cause.</summary>
    public AzuriteException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
