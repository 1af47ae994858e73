using System.Buffers.Text;

namespace Scim.Protocol.Resources;

/// <summary>The binary of RFC 7643 §2.3.6: base64, held as it was sent.</summary>
internal static class Base64Text
{
    /// <summary>True for base64 with or without its padding.</summary>
    public static bool IsValid(string text) =>
        Base64.IsValid(text) || (!text.EndsWith('=') && Base64.IsValid(text.PadRight((text.Length + 3) / 4 * 4, '=')));
}
