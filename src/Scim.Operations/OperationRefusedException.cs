namespace Scim.Operations;

/// <summary>
/// A use case cannot be done as things are. The message tells the operator what is wrong and what to do; it may be shown as it is. What was
/// done before the refusal stays done, each user whole.
/// </summary>
/// <param name="refusal">Why, and what to do.</param>
public sealed class OperationRefusedException(OperationRefusal refusal) : Exception(refusal.Text)
{
    /// <summary>A refusal.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="remedy">What to do; null where the fault says it.</param>
    public OperationRefusedException(string fault, Remedy? remedy = null)
        : this(new OperationRefusal(fault, remedy))
    {
    }

    /// <summary>Why, and what to do.</summary>
    public OperationRefusal Refusal { get; } = refusal;
}
