using System.CommandLine;

namespace Scim.Cli.Running;

/// <summary>A command whose help shows how it is used.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does, in one sentence.</param>
/// <param name="examples">Whole command lines.</param>
internal sealed class CommandWithExamples(string name, string description, params IReadOnlyList<string> examples)
    : Command(name, description)
{
    /// <summary>Whole command lines.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>True if it works on storage, so that it cannot do without. Default: true.</summary>
    public bool UsesStorage { get; set; } = true;

    /// <summary>How long it may take to end in order after Ctrl-C. Default: 2 s.</summary>
    public TimeSpan TimeToStop { get; set; } = TimeSpan.FromSeconds(2);
}
