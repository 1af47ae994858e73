namespace Scim.Samples.Receiver;

/// <summary>The settings, by their names on the command line: <c>--issuer https://… --audience https://…</c>.</summary>
internal sealed class ReceiverOptions
{
    /// <summary>The address of the service, whose events are taken: the <c>iss</c> of its tokens.</summary>
    public string Issuer { get; set; } = "http://localhost:7071";

    /// <summary>Who this application is: the <c>aud</c> of the stream.</summary>
    public string Audience { get; set; } = "";

    /// <summary>What the Authorization field of each push must be; empty for nothing.</summary>
    public string Authorization { get; set; } = "";

    /// <summary>Where events are polled for; empty if they are pushed.</summary>
    public string PollUrl { get; set; } = "";

    /// <summary>The client that polls.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The client's secret.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>The file that keeps the mirror.</summary>
    public string File { get; set; } = "mirror.json";

    /// <summary>Says everything that is wrong; nothing if all is right.</summary>
    public IEnumerable<string> Errors()
    {
        if (!IsSafe(Issuer))
            yield return "--issuer must be the address of the service, such as https://scim.example.com; http only for this machine.";
        if (Audience.Length == 0)
            yield return "--audience must be the audience of the stream, as stream create got it.";
        if (PollUrl.Length > 0 && !IsSafe(PollUrl))
            yield return "--pollUrl must be the address that stream create printed; http only for this machine.";
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(File))))
            yield return "--file must be a file in a folder that is there.";
        if (PollUrl.Length > 0 && (ClientId.Length == 0 || ClientSecret.Length == 0))
            yield return "--clientId and --clientSecret are needed to poll: scim client create --account A --scope events.";
    }

    /// <summary>Keys and secrets travel by https, but for a service on this machine.</summary>
    private static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
