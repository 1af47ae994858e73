namespace Scim.Operations.Remedies;

/// <summary>What to change so that a refusal does not come again.</summary>
/// <param name="Name">Tells remedies apart, in lower case with hyphens.</param>
/// <param name="Words">What is wrong and what to change, as sentences in the words of the connector, where that is known.</param>
/// <param name="Step">The operator's use case that belongs to it; null if the change is the connector's alone.</param>
public sealed record RefusalRemedy(string Name, string Words, Remedy? Step);
