using System.Reflection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Scim.Console.Assets;

/// <summary>What browsers load, out of this assembly: the resource of a file has its address as its name.</summary>
internal sealed class EmbeddedAssets : IFileProvider
{
    private static readonly Assembly Source = typeof(EmbeddedAssets).Assembly;

    private static readonly DateTimeOffset Made = new(File.GetLastWriteTimeUtc(Source.Location));

    private static readonly HashSet<string> Names = [.. Source.GetManifestResourceNames()];

    /// <inheritdoc/>
    public IFileInfo GetFileInfo(string subpath)
    {
        var name = subpath.TrimStart('/');
        return Names.Contains(name) ? new Asset(name) : new NotFoundFileInfo(name);
    }

    /// <inheritdoc/>
    public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

    /// <inheritdoc/>
    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    private sealed class Asset(string resource) : IFileInfo
    {
        public bool Exists => true;

        public bool IsDirectory => false;

        public DateTimeOffset LastModified => Made;

        public string Name => resource[(resource.LastIndexOf('/') + 1)..];

        public string? PhysicalPath => null;

        public long Length
        {
            get
            {
                using var content = CreateReadStream();
                return content.Length;
            }
        }

        public Stream CreateReadStream() =>
            Source.GetManifestResourceStream(resource) ?? throw new FileNotFoundException("The asset is not embedded.", resource);
    }
}
