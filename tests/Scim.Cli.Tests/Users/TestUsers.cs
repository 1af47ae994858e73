using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Cli.Tests.Users;

/// <summary>Users that the service created.</summary>
internal static class TestUsers
{
    /// <summary>Creates users one after the other, each asking for a licence.</summary>
    public static async Task CreateUsersAsync(this Cli cli, string account, params IReadOnlyList<string> userNames)
    {
        await using var services = await cli.ServicesAsync();
        var request = CallContext.OfOperator(ClientId.Parse("test"), AccountId.Parse(account), ReadingRules.Default, "test");
        foreach (var userName in userNames)
        {
            var body = JsonSerializer.SerializeToElement(new { userName, name = new { givenName = "Given", familyName = "Family" } });
            await services.GetRequiredService<UserService>().CreateAsync(
                request, body, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The users of an export but for their versions, which are new where they are restored.</summary>
    public static async Task<IEnumerable<string>> WithoutVersionsAsync(string file) =>
        (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Select(line =>
        {
            var user = JsonNode.Parse(line)!.AsObject(); // An export has no null.
            Assert.True(user["meta"]!.AsObject().Remove("version")); // It has meta.
            return user.ToJsonString();
        });
}
