using Scim.Verification.Exchanges;

namespace Scim.Verification.Conversations;

/// <summary>Something that a connector did not get.</summary>
/// <param name="Number">The number of the step, from 1.</param>
/// <param name="Step">The step.</param>
/// <param name="Reply">The answer.</param>
/// <param name="Expected">What it must get.</param>
/// <param name="Came">What came.</param>
public sealed record StepDifference(int Number, ConversationStep Step, Reply Reply, string Expected, string Came);
