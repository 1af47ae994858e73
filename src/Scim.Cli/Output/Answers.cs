using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Operations.Files;
using Spectre.Console;

namespace Scim.Cli.Output;

/// <summary>Writes what a command was asked for: as tables for people or as JSON for scripts.</summary>
/// <param name="console">Where to.</param>
/// <param name="asJson">True if the command line has <c>--json</c>.</param>
internal sealed class Answers(IAnsiConsole console, bool asJson)
{
    // What is printed is read by people and scripts, never put into a page.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Indented = new(Json) { WriteIndented = true };

    /// <summary>True for scripts.</summary>
    public bool AsJson => asJson;

    /// <summary>A list: a table, or that there is none, since headings alone look like a fault; or a JSON array.</summary>
    public void List<T>(IEnumerable<T> items, IReadOnlyList<Column<T>> columns)
    {
        if (asJson)
        {
            WriteJson(items.Select(item => ToJson(item, columns)));
            return;
        }
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns) table.AddColumn(new TableColumn(Markup.Escape(column.Title)) { NoWrap = column.IsWhole });
        foreach (var item in items) table.AddRow(columns.Select(column => new Text(ToText(column.Value(item)))));
        if (table.Rows.Count == 0) console.WriteLine("None.");
        else console.Write(table);
    }

    /// <summary>A long list: a table, or a JSON array that is written as it is read.</summary>
    public async Task ListAsync<T>(IAsyncEnumerable<T> items, IReadOnlyList<Column<T>> columns, CancellationToken stop)
    {
        if (!asJson)
        {
            List(await items.ToListAsync(stop), columns);
            return;
        }
        var writer = console.Profile.Out.Writer;
        var separator = "["; // Not before the first item is there: a query that is refused writes nothing.
        await foreach (var item in items.WithCancellation(stop))
        {
            await writer.WriteAsync($"{separator}{VisibleText.InJson(JsonSerializer.Serialize(ToJson(item, columns), Json))}");
            separator = ",\n";
        }
        await writer.WriteLineAsync(separator == "[" ? "[]" : "]");
    }

    /// <summary>A document as it stands: indented for people, on one line for scripts.</summary>
    public void Document(JsonNode document) =>
        console.Profile.Out.Writer.WriteLine(VisibleText.InJson(document.ToJsonString(asJson ? Json : Indented)));

    /// <summary>A JSON text as it stands, on a line of its own.</summary>
    public void Verbatim(string json) => console.Profile.Out.Writer.WriteLine(VisibleText.InJson(json));

    /// <summary>One thing: a line for each property, or a JSON object.</summary>
    public void Item<T>(T item, IReadOnlyList<Column<T>> columns)
    {
        if (asJson)
        {
            WriteJson(ToJson(item, columns));
            return;
        }
        var grid = new Grid().AddColumns(2);
        foreach (var column in columns) grid.AddRow(new Text(column.Title), new Text(ToText(column.Value(item))));
        console.Write(grid);
    }

    /// <summary>One of many that come one after another: a line of text, or a line of JSON.</summary>
    public void Next<T>(T item, IReadOnlyList<Column<T>> columns)
    {
        if (asJson) WriteJson(ToJson(item, columns));
        else console.WriteLine(string.Join("  ", columns.Select(column => ToText(column.Value(item)))));
    }

    /// <summary>
    /// Names and values for people to copy, never folded: a line for each, or the lines of the value below the name; nothing for scripts.
    /// </summary>
    public void ToCopy(IReadOnlyList<(string Name, string Value)> values)
    {
        if (asJson) return;
        var writer = console.Profile.Out.Writer;
        var width = values.Max(value => value.Name.Length);
        foreach (var (name, value) in values)
        {
            var lines = value.ReplaceLineEndings("\n").Split('\n').Select(VisibleText.Of).ToList();
            if (lines.Count == 1) lines[0] = $"{name.PadRight(width)}  {lines[0]}";
            else lines.Insert(0, name);
            foreach (var line in lines) writer.WriteLine(line);
        }
    }

    /// <summary>A line for people; nothing for scripts.</summary>
    public void Line(string text)
    {
        if (!asJson) console.WriteLine(VisibleText.Of(text));
    }

    private static Dictionary<string, object?> ToJson<T>(T item, IReadOnlyList<Column<T>> columns) =>
        columns.ToDictionary(column => column.Name, column => column.Value(item));

    private static string ToText(object? value) =>
        value is CellLines cell ? string.Join('\n', cell.Lines.Select(VisibleText.Of)) : VisibleText.Of(InWords(value));

    private static string InWords(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "yes" : "no",
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        IEnumerable<string> texts => string.Join(' ', texts),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    // Past the console's markup and folding.
    private void WriteJson(object value) => console.Profile.Out.Writer.WriteLine(VisibleText.InJson(JsonSerializer.Serialize(value, Json)));
}
