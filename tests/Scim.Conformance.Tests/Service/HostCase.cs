namespace Scim.Conformance.Tests.Service;

/// <summary>A request that a host's own server answers, in whole or in part, so that each host answers it in its own way.</summary>
/// <param name="OnLocalHost">The statuses that the local host answers, with a space between them.</param>
/// <param name="OnFunctionsHost">Those of the Azure Functions host, which no app can change.</param>
/// <param name="Request">The request as it is written; <c>{host}</c> and <c>{token}</c> stand for those of the service.</param>
internal sealed record HostCase(string OnLocalHost, string OnFunctionsHost, string Request);
