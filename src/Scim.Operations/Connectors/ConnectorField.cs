namespace Scim.Operations.Connectors;

/// <summary>A field of the form in which a connector is configured.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Content">What belongs into it.</param>
/// <param name="Text">
/// The text itself where <paramref name="Content"/> is <see cref="FieldContent.Text"/>; it may have several lines.
/// </param>
public sealed record ConnectorField(string Name, FieldContent Content, string Text = "")
{
    /// <summary>A field with a text that is the same for everybody.</summary>
    /// <param name="name">Its name there.</param>
    /// <param name="text">The text.</param>
    public ConnectorField(string name, string text)
        : this(name, FieldContent.Text, text)
    {
    }
}

/// <summary>What belongs into a field.</summary>
public enum FieldContent
{
    /// <summary>A text that is the same for everybody.</summary>
    Text,

    /// <summary>The base of SCIM.</summary>
    ScimUrl,

    /// <summary>Where tokens are issued.</summary>
    TokenUrl,

    /// <summary>The client's id.</summary>
    ClientId,

    /// <summary>The client's secret.</summary>
    Secret,

    /// <summary>A token of the client.</summary>
    Token,
}

/// <summary>A field and what to paste into it.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Value">The value; it may have several lines.</param>
public sealed record FilledField(string Name, string Value);
