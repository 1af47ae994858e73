namespace Scim.Operations.Importing;

/// <summary>One user of a file that is being checked.</summary>
/// <param name="Number">The line that the user begins on, from 1.</param>
/// <param name="Fault">What is wrong with it; null if nothing is.</param>
public sealed record CheckedLine(int Number, OperationRefusal? Fault);
