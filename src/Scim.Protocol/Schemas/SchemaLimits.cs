namespace Scim.Protocol.Schemas;

/// <summary>How large the schemas of an account may be.</summary>
public static class SchemaLimits
{
    /// <summary>The most extensions of an account, those of the product included: 10.</summary>
    public const int Extensions = 10;

    /// <summary>The most attributes of an account's extensions together, sub-attributes included: 200.</summary>
    public const int Attributes = 200;

    /// <summary>The most bytes of a schema's document: 64 KiB.</summary>
    public const int DocumentBytes = 64 * 1024;

    /// <summary>The most characters of a URN: 128.</summary>
    public const int UrnLength = 128;

    /// <summary>The most characters of an attribute's name: 64.</summary>
    public const int NameLength = 64;

    /// <summary>The most characters of any other text: 1,024.</summary>
    public const int TextLength = 1_024;

    /// <summary>How many attributes and sub-attributes there are.</summary>
    public static int CountOf(AttributeSet attributes) => attributes.Sum(attribute => 1 + CountOf(attribute.SubAttributes));
}
