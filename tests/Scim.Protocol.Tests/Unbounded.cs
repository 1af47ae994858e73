using Scim.Protocol.Computing;
using Scim.Protocol.Filters;
using Scim.Protocol.Patching;
using Scim.Protocol.Resources;

namespace Scim.Protocol.Tests;

/// <summary>What tests ask for without counting steps.</summary>
internal static class Unbounded
{
    public static bool Matches(this Filter filter, ComplexValue resource) => filter.Matches(resource, StepBudget.Unbounded());

    public static ComplexValue Apply(this PatchRequest patch, ComplexValue resource) => patch.Apply(resource, StepBudget.Unbounded());
}
