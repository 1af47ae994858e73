namespace Scim.Provisioning.Federation;

/// <summary>From where the key sets of identity providers may be fetched: by https from anywhere.</summary>
public sealed class KeySetAddresses
{
    /// <summary>True if plain http to the machine itself will do too, for trying things out. Default: false.</summary>
    public bool AllowLoopbackHttp { get; init; }

    /// <summary>True if a key set may be fetched from there.</summary>
    public bool Allow(Uri address) =>
        address.IsAbsoluteUri
        && (address.Scheme == Uri.UriSchemeHttps || (AllowLoopbackHttp && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
