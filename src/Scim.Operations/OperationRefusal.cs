namespace Scim.Operations;

/// <summary>Why something is not done, and what the operator can do about it.</summary>
/// <param name="Fault">
/// What is wrong, as whole sentences. It holds names of accounts, clients and attributes, never a user's values.
/// </param>
/// <param name="Remedy">What to do; null where the fault says it.</param>
public sealed record OperationRefusal(string Fault, Remedy? Remedy = null)
{
    /// <summary>Both as one text.</summary>
    public string Text => Remedy is null ? Fault : $"{Fault} {Remedy.Words}";
}
