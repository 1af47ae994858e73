namespace Scim.Console.Acting;

/// <summary>What an act has brought about.</summary>
/// <param name="Text">What is otherwise now, in whole sentences.</param>
public sealed record ActOutcome(string Text)
{
    /// <summary>What is to be copied now since it is not shown again, such as a secret, each with its name.</summary>
    public IReadOnlyList<(string Name, string Value)> ToCopy { get; init; } = [];
}
