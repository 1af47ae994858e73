namespace Scim.Provisioning;

/// <summary>
/// Others changed the same thing at the same time, and were faster every time. Storage answered all along, and nothing was changed. The
/// caller answers 503, and the same request may succeed the next time.
/// </summary>
public sealed class ContentionException : Exception
{
    /// <summary>A race that was lost.</summary>
    public ContentionException()
        : this("Other writers were faster every time.")
    {
    }

    /// <summary>A race that was lost.</summary>
    public ContentionException(string message)
        : base(message)
    {
    }

    /// <summary>A race that was lost, with what ended it.</summary>
    public ContentionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
