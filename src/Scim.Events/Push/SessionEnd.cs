namespace Scim.Events.Push;

/// <summary>Why the dispatching of a stream came to an end.</summary>
internal enum SessionEnd
{
    /// <summary>Nothing is left that can be handed out.</summary>
    Drained,

    /// <summary>The receiver failed and is left alone for a while.</summary>
    BackedOff,

    /// <summary>Another has taken over.</summary>
    LeaseLost,

    /// <summary>No key signs.</summary>
    NoKey,

    /// <summary>It was asked to stop.</summary>
    Stopped,
}
