namespace Scim.Protocol.Schemas;

/// <summary>The URNs of schemas and messages.</summary>
public static class SchemaUris
{
    /// <summary>The core User schema (RFC 7643 §4.1).</summary>
    public const string User = "urn:ietf:params:scim:schemas:core:2.0:User";

    /// <summary>The enterprise extension (RFC 7643 §4.3).</summary>
    public const string EnterpriseUser = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /// <summary>The extension with roles and teams.</summary>
    public const string TalkdeskUser = "urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User";

    /// <summary>ServiceProviderConfig (RFC 7643 §5).</summary>
    public const string ServiceProviderConfig = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";

    /// <summary>ResourceType (RFC 7643 §6).</summary>
    public const string ResourceType = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";

    /// <summary>Schema (RFC 7643 §7).</summary>
    public const string Schema = "urn:ietf:params:scim:schemas:core:2.0:Schema";

    /// <summary>ListResponse (RFC 7644 §3.4.2).</summary>
    public const string ListResponse = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    /// <summary>SearchRequest (RFC 7644 §3.4.3).</summary>
    public const string SearchRequest = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

    /// <summary>PatchOp (RFC 7644 §3.5.2).</summary>
    public const string PatchOp = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    /// <summary>BulkRequest (RFC 7644 §3.7).</summary>
    public const string BulkRequest = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

    /// <summary>BulkResponse (RFC 7644 §3.7).</summary>
    public const string BulkResponse = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";

    /// <summary>Error (RFC 7644 §3.12).</summary>
    public const string Error = "urn:ietf:params:scim:api:messages:2.0:Error";
}
