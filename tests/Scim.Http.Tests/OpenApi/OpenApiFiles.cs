using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Testing;

namespace Scim.Http.Tests.OpenApi;

/// <summary>
/// The files that tests make: the recorded exchanges and the document. With <c>SCIM_OPENAPI=write</c> in the environment they are written
/// anew, and the next build has the exchanges in it; without, they are compared.
/// </summary>
internal static class OpenApiFiles
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The exchanges.</summary>
    public static string Examples { get; } = Path.Combine(Repository.Root, "src", "Scim.Http", "OpenApi", "examples.json");

    /// <summary>The document.</summary>
    public static string Document { get; } = Path.Combine(Repository.Root, "docs", "openapi.json");

    /// <summary>True if the files are written.</summary>
    public static bool Writes { get; } = Environment.GetEnvironmentVariable("SCIM_OPENAPI") == "write";

    /// <summary>A value as a file has it.</summary>
    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Readable) + "\n";

    /// <summary>JSON as a file has it.</summary>
    public static string TextOfJson(ReadOnlySpan<byte> json) => Text(JsonNode.Parse(json));

    /// <summary>Asserts that a file has this text, or writes it.</summary>
    public static void Compare(string path, string text)
    {
        if (Writes)
            File.WriteAllText(path, text);
        var (written, made) = (File.ReadAllText(path).Split('\n'), text.Split('\n'));
        var line = written.Zip(made).TakeWhile(lines => lines.First == lines.Second).Count();
        Assert.True(
            line == written.Length && line == made.Length,
            $"{Path.GetRelativePath(Repository.Root, path)} is not what the sources make of it, from line {line + 1} on. If that is meant, "
            + "write it anew, as docs/api.md says under How it stays true.");
    }
}
