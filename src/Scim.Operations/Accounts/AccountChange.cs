using Scim.Protocol.Schemas;
using Scim.Provisioning.Requests;

namespace Scim.Operations.Accounts;

/// <summary>What to change of an account. What is null stays as it is.</summary>
/// <param name="Licences">How many users may be active. With fewer than are active nobody is deactivated.</param>
/// <param name="Strictness">Whether what the schemas do not know is refused.</param>
/// <param name="Names">Whether users must have a given name and a family name.</param>
/// <param name="Logging">Which of its requests have an entry in the log of requests.</param>
public sealed record AccountChange(
    LicenceCount? Licences = null, Strictness? Strictness = null, NameRule? Names = null, RequestLogging? Logging = null);
