namespace Scim.Fuzz;

/// <summary>A request that was not answered as it must be; the message has its seed, its number, itself and the answer.</summary>
public sealed class FuzzException : Exception
{
    /// <summary>Without a message.</summary>
    public FuzzException()
    {
    }

    /// <summary>With a report.</summary>
    public FuzzException(string message)
        : base(message)
    {
    }

    /// <summary>With a report and what caused it.</summary>
    public FuzzException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
