namespace Scim.Testing.Shell;

/// <summary>A command of a script.</summary>
/// <param name="Settings">The variables that are set in front of it, or by themselves.</param>
/// <param name="Words">
/// The program and its arguments, without their quotation marks; <c>$NAME</c> and <c>$(…)</c> are left in them. Empty if it only sets
/// variables.
/// </param>
public sealed record ShellCommand(IReadOnlyList<(string Name, string Value)> Settings, IReadOnlyList<string> Words)
{
    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', [.. Settings.Select(setting => $"{setting.Name}={setting.Value}"), .. Words]);
}
