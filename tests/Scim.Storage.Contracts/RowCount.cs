namespace Scim.Storage.Contracts;

/// <summary>Adds up how many rows a removal tells of.</summary>
public sealed class RowCount : IProgress<int>
{
    /// <summary>How many so far.</summary>
    public int Sum { get; private set; }

    /// <inheritdoc/>
    public void Report(int value) => Sum += value;
}
