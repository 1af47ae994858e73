namespace Scim.Testing;

/// <summary>A host of the service that tests send requests to: the local host, or the published Functions app.</summary>
public interface ITestHost : IAsyncDisposable
{
    /// <summary>The base URL of its SCIM endpoints, without a slash at the end.</summary>
    string ScimBase { get; }

    /// <summary>All that it wrote and logged so far.</summary>
    string Log { get; }
}
