namespace Scim.Protocol.Errors;

/// <summary>An expected refusal on its way to the one place that turns it into an answer.</summary>
/// <param name="error">What the caller is told.</param>
public sealed class ScimException(ScimError error) : Exception(error.Detail)
{
    /// <summary>What the caller is told.</summary>
    public ScimError Error { get; } = error;

    /// <summary>The refusal with the 1-based number of the operation of a PATCH or Bulk in front of its detail.</summary>
    internal ScimException AtOperation(int number) => new(Error with
    {
        Detail = $"Operation {number}: {Error.Detail}",
        Unquoted = Error.Unquoted is null ? null : $"Operation {number}: {Error.Unquoted}",
    });
}
