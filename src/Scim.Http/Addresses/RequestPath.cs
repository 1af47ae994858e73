using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Scim.Http.Addresses;

/// <summary>The path of a request.</summary>
internal static partial class RequestPath
{
    /// <summary>The path with doubled slashes as single ones, since some base URLs are entered with a slash at the end.</summary>
    public static PathString Of(HttpRequest request) => new(Slashes().Replace(request.Path.Value ?? "", "/"));

    [GeneratedRegex("/{2,}")]
    private static partial Regex Slashes();
}
