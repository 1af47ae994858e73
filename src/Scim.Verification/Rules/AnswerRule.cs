using Scim.Verification.Exchanges;

namespace Scim.Verification.Rules;

/// <summary>
/// Something that holds for every answer, whatever was asked. Adding a rule is adding one to <see cref="AnswerRules.All"/>.
/// </summary>
/// <param name="Section">The section that asks for it.</param>
/// <param name="Name">What holds, as a sentence.</param>
/// <param name="Find">What does not hold in an answer, as what was expected and what came.</param>
internal sealed record AnswerRule(string Section, string Name, Func<Reply, IEnumerable<(string Expected, string Came)>> Find);
