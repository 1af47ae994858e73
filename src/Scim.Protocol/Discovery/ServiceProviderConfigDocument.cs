using System.Text.Json;
using Scim.Protocol.Messages;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Discovery;

/// <summary>ServiceProviderConfig (RFC 7643 §5) with <c>pagination</c> (RFC 9865 §4) and <c>securityEvents</c> (RFC 9967 §4).</summary>
internal static class ServiceProviderConfigDocument
{
    public static void Write(Utf8JsonWriter json, ServiceFeatures features, string baseUrl)
    {
        json.WriteStartObject();
        MessageSchemas.Write(json, SchemaUris.ServiceProviderConfig);
        if (features.DocumentationUri is { } documentation)
            json.WriteString("documentationUri"u8, documentation);
        WriteFeature(json, "patch", features.Patch);
        WriteFeature(
            json,
            "bulk",
            features.Bulk,
            ("maxOperations", features.Bulk ? features.BulkMaxOperations : 0),
            ("maxPayloadSize", features.Bulk ? features.BulkMaxPayloadSize : 0));
        WriteFeature(json, "filter", features.Filter, ("maxResults", features.MaxPageSize));
        WriteFeature(json, "changePassword", supported: false);
        WriteFeature(json, "sort", features.Sort);
        WriteFeature(json, "etag", features.ETag);
        WriteAuthenticationSchemes(json, features.DocumentationUri);
        WritePagination(json, features);
        if (features.EventUris.Count > 0)
            WriteEvents(json, features);
        DiscoveryMeta.Write(json, "ServiceProviderConfig", $"{baseUrl}/ServiceProviderConfig");
        json.WriteEndObject();
    }

    private static void WriteFeature(Utf8JsonWriter json, string name, bool supported, params ReadOnlySpan<(string Name, int Value)> limits)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("supported"u8, supported);
        foreach (var limit in limits)
            json.WriteNumber(limit.Name, limit.Value);
        json.WriteEndObject();
    }

    private static void WriteAuthenticationSchemes(Utf8JsonWriter json, string? documentationUri)
    {
        json.WriteStartArray("authenticationSchemes"u8);
        json.WriteStartObject();
        json.WriteString("type"u8, "oauthbearertoken");
        json.WriteString("name"u8, "OAuth Bearer Token");
        json.WriteString(
            "description"u8,
            "An opaque token, issued by the service's token endpoint for the client credentials grant and sent as Authorization: Bearer.");
        json.WriteString("specUri"u8, "https://www.rfc-editor.org/info/rfc6750");
        if (documentationUri is not null)
            json.WriteString("documentationUri"u8, documentationUri);
        json.WriteBoolean("primary"u8, true);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WritePagination(Utf8JsonWriter json, ServiceFeatures features)
    {
        json.WriteStartObject("pagination"u8);
        json.WriteBoolean("cursor"u8, features.CursorPaging);
        json.WriteBoolean("index"u8, true);
        json.WriteString("defaultPaginationMethod"u8, "index");
        json.WriteNumber("defaultPageSize"u8, features.DefaultPageSize);
        json.WriteNumber("maxPageSize"u8, features.MaxPageSize);
        if (features.CursorPaging)
            json.WriteNumber("cursorTimeout"u8, features.CursorTimeout);
        json.WriteEndObject();
    }

    private static void WriteEvents(Utf8JsonWriter json, ServiceFeatures features)
    {
        json.WriteStartObject("securityEvents"u8);
        json.WriteString("asyncRequest"u8, "none");
        json.WriteStartArray("eventUris"u8);
        foreach (var uri in features.EventUris)
            json.WriteStringValue(uri);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
