using System.Text.Encodings.Web;
using System.Text.Json;

namespace Scim.Model.Texts;

/// <summary>JSON for people: letters as they are.</summary>
internal static class Readable
{
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
