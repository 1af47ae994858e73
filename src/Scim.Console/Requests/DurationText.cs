using System.Globalization;

namespace Scim.Console.Requests;

/// <summary>How long something took, in words.</summary>
internal static class DurationText
{
    /// <summary>In milliseconds, from 10 s on in seconds.</summary>
    public static string Of(TimeSpan duration) => duration < TimeSpan.FromSeconds(10)
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:N0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:N0} s");
}
