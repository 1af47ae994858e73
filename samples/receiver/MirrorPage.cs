using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Scim.Samples.Receiver;

/// <summary>Shows the mirror.</summary>
internal static class MirrorPage
{
    /// <summary>The page.</summary>
    public static string Html(Mirror mirror)
    {
        var page = new StringBuilder("<!doctype html><meta charset=utf-8><meta http-equiv=refresh content=2><title>Mirror</title>");
        page.Append("<style>body{font:16px system-ui;margin:2rem}td,th{text-align:left;padding:.2rem 1rem .2rem 0}</style>");
        page.Append("<h1>Users</h1><table><tr><th>userName<th>displayName<th>active<th>id");
        foreach (var (id, user) in mirror.Users)
        {
            page.Append("<tr>").Append(Cell(user["userName"])).Append(Cell(user["displayName"]));
            page.Append(Cell(user["active"])).Append(Cell(id));
        }
        page.Append("</table><h2>Latest events</h2><ul>");
        foreach (var latest in mirror.Latest)
            page.Append("<li>").Append(WebUtility.HtmlEncode(latest));
        return page.Append("</ul>").ToString();
    }

    private static string Cell(JsonNode? value) => $"<td>{WebUtility.HtmlEncode(value?.ToString() ?? "")}";
}
