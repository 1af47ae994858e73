using System.Text;

namespace Scim.Http.Logging;

/// <summary>An exception as it may be logged: types and stack traces, without messages, which may repeat what a request held.</summary>
internal static class FaultDescription
{
    public static string Of(Exception fault)
    {
        var text = new StringBuilder();
        for (var cause = fault; cause is not null; cause = cause.InnerException)
            text.AppendLine(cause.GetType().FullName).AppendLine(cause.StackTrace);
        return text.ToString();
    }
}
