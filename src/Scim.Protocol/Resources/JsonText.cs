using System.Text.Json;
using Scim.Protocol.Bodies;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Resources;

/// <summary>JSON that stands in a text, where a connector's expression made text of an object or a list.</summary>
internal static class JsonText
{
    private const string WhiteSpace = " \t\r\n";
    private const string ByteOrderMark = "\ufeff";

    /// <summary>
    /// True for what is a JSON object or array, and for what begins as only these do, such as one that was cut off. In <c>emails</c> true
    /// also for all else between or behind such brackets that is no address.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="attribute">The attribute in whose values it stands.</param>
    public static bool LooksLike(string text, AttributeDefinition attribute)
    {
        var json = Inner(text).TrimEnd(WhiteSpace);
        if (json is not ['{' or '[', ..])
            return false;
        if (attribute == UserResource.Emails && (json is [.., '}' or ']'] || !DerivedEmail.LooksLikeAddress(text)))
            return true;
        json = json[1..].TrimStart(WhiteSpace);
        return json is ['"' or '{' or '[' or '}' or ']', ..] || Parse(text) is not null;
    }

    /// <summary>The object or array, under the limits of a body; null if the text is neither.</summary>
    public static JsonElement? Parse(string text) =>
        Inner(text) is ['{' or '[', ..] json ? JsonBody.ParseText(json) : null;

    /// <summary>The text without what may stand before a JSON value; as in a body, that is a byte order mark too.</summary>
    private static ReadOnlySpan<char> Inner(string text) => text.AsSpan().TrimStart(ByteOrderMark).TrimStart(WhiteSpace);
}
