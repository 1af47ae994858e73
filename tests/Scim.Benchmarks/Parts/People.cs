using System.Text.Json;
using Scim.Protocol.Computing;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Benchmarks.Parts;

/// <summary>SampleBodies users as the parts of the service have them.</summary>
internal static class People
{
    /// <summary>A user as read from a request.</summary>
    public static ComplexValue Read(int number)
    {
        using var body = JsonDocument.Parse(SampleBodies.Body(number, number % 7 == 0 ? "Countess" : "Engineer"));
        return UserRules.Read(body.RootElement, Strictness.Lenient, StepBudget.Unbounded());
    }
}
