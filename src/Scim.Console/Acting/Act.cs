namespace Scim.Console.Acting;

/// <summary>Something that an operator can have done: what it is asks before, and the same on the command line.</summary>
/// <param name="title">What is done, as a question to agree to: "Change the account acme?".</param>
/// <param name="consequence">What will be otherwise then, in whole sentences.</param>
/// <param name="command">The command that does the same, without the word that calls the command line.</param>
/// <param name="verb">What the button says that agrees, such as "Change".</param>
/// <param name="steps">Does it.</param>
public sealed class Act(string title, string consequence, string command, string verb, Func<ActRun, Task<ActOutcome>> steps)
{
    /// <summary>What is done, as a question to agree to.</summary>
    public string Title => title;

    /// <summary>What will be otherwise then.</summary>
    public string Consequence => consequence;

    /// <summary>The command that does the same, without the word that calls the command line.</summary>
    public string Command => command;

    /// <summary>What the button says that agrees.</summary>
    public string Verb => verb;

    /// <summary>Does it. <see cref="Acts"/> alone calls this.</summary>
    internal Task<ActOutcome> RunAsync(ActRun run) => steps(run);
}
