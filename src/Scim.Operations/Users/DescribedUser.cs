using System.Text.Json.Nodes;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Users;

namespace Scim.Operations.Users;

/// <summary>A user with what is needed to show all of it.</summary>
/// <param name="User">The user.</param>
/// <param name="Type">What a user of the account has.</param>
/// <param name="Document">The whole user, as <see cref="Files.ExportedUser"/> has it.</param>
public sealed record DescribedUser(UserRecord User, UserType Type, JsonObject Document);
