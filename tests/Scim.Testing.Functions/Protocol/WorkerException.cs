namespace Scim.Testing.Functions.Protocol;

/// <summary>A worker did not start, or is gone, or failed at a call. The message is one line.</summary>
public sealed class WorkerException : Exception
{
    /// <summary>A failure without a known cause.</summary>
    public WorkerException()
        : this("The worker is gone.")
    {
    }

    /// <summary>A failure.</summary>
    public WorkerException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its cause.</summary>
    public WorkerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
