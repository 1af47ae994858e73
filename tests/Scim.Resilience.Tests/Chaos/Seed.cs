using System.Globalization;

namespace Scim.Resilience.Tests.Chaos;

/// <summary>Where all chance of a run comes from: the environment variable <c>SCIM_CHAOS_SEED</c>, or else a number drawn anew.</summary>
internal sealed class Seed
{
    private const string Variable = "SCIM_CHAOS_SEED";

    public Seed() =>
        Value = int.TryParse(
            Environment.GetEnvironmentVariable(Variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var given)
            ? given
            : Guid.NewGuid().GetHashCode();

    public int Value { get; }

    /// <summary>How to draw the same operations and faults again.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Seed {Value}; repeat with {Variable}={Value}.");
}
