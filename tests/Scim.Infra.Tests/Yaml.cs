using Scim.Testing;
using YamlDotNet.RepresentationModel;

namespace Scim.Infra.Tests;

/// <summary>Reads YAML files of the repository.</summary>
internal static class Yaml
{
    /// <summary>The root of a file.</summary>
    /// <param name="path">From the root of the repository.</param>
    public static YamlMappingNode Read(params string[] path)
    {
        using var text = File.OpenText(Path.Combine([Repository.Root, .. path]));
        var stream = new YamlStream();
        stream.Load(text);
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    /// <summary>The mapping under a key.</summary>
    public static YamlMappingNode Map(this YamlMappingNode node, string key) => (YamlMappingNode)node.Children[key];

    /// <summary>The text under a key.</summary>
    public static string Text(this YamlMappingNode node, string key) => ((YamlScalarNode)node.Children[key]).Value ?? "";
}
