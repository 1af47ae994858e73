using System.Text.Json.Nodes;

namespace Scim.Model.Tests.Product;

/// <summary>What the product answered.</summary>
internal sealed record ProductAnswer(int Status, string? Version, JsonObject? Body)
{
    public string? ScimType => Status >= 400 ? Body?["scimType"]?.GetValue<string>() : null;

    /// <summary>For a report.</summary>
    public override string ToString() => $"{Status} {Body?.ToJsonString(Texts.Readable.Options)}";
}
