using Scim.Verification.Exchanges;
using Scim.Verification.Reports;

namespace Scim.Verification.Rules;

/// <summary>Looks at every answer of a run by the rules for all of them.</summary>
internal sealed class RuleBook
{
    private readonly Dictionary<AnswerRule, List<Shortcoming>> _found =
        AnswerRules.All.ToDictionary(rule => rule, _ => new List<Shortcoming>());

    /// <summary>Looks at an answer.</summary>
    public void Observe(Reply reply)
    {
        foreach (var (rule, found) in _found)
        {
            if (found.Count >= ExaminedCheck.Most) continue;
            foreach (var (expected, came) in rule.Find(reply))
            {
                var fault = new Shortcoming(reply.Request.InWords, expected, came);
                if (found.Exists(other => (other.Expected, other.Came) == (fault.Expected, fault.Came))) continue;
                found.Add(fault);
                if (found.Count == ExaminedCheck.Most) break; // An answer may have any number of faults.
            }
        }
    }

    /// <summary>Each rule, and what it found.</summary>
    public IEnumerable<ExaminedCheck> Examined() => AnswerRules.All.Select(rule =>
        new ExaminedCheck(rule.Name, rule.Section, [], _found[rule].Count > 0 ? CheckOutcome.Wrong : CheckOutcome.Holds)
        {
            Shortcomings = [.. _found[rule].Take(ExaminedCheck.Most)],
        });
}
