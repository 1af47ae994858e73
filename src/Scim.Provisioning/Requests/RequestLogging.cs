namespace Scim.Provisioning.Requests;

/// <summary>Which requests of an account have an entry in the log of requests.</summary>
public enum RequestLogging
{
    /// <summary>Those that were refused or failed: 4xx but 429, and 5xx. The default.</summary>
    Refused,

    /// <summary>All but those that the meter denied.</summary>
    All,
}
