using Scim.Protocol.Filters;
using Scim.Protocol.Schemas;
using Scim.Storage.Contracts;
using Scim.Storage.Tables.Queries;

namespace Scim.Storage.Tables.Tests.Queries;

public sealed class ServerFilterTests
{
    private const string Range = "PartitionKey eq 'acme' and RowKey gt 'user:' and RowKey lt 'user;'";

    [Theory]
    [InlineData("active eq true", " and Active eq true")]
    [InlineData("active ne true", "")]
    [InlineData("not (active eq true)", "")]
    [InlineData("active eq true or active eq false", "")]
    [InlineData("displayName eq \"x\" and active eq false", " and Active eq false")]
    [InlineData("displayName eq \"x\"", "")]
    [InlineData("userName sw \"ann\"", " and UserNameKey ge 'ANN' and UserNameKey lt 'ANO'")]
    [InlineData("userName sw \"ann.b\"", " and UserNameKey ge 'ANN' and UserNameKey lt 'ANO'")]
    [InlineData("userName sw \"az9z\"", " and UserNameKey ge 'A' and UserNameKey lt 'B'")]
    [InlineData("userName sw \"zoë\"", " and UserNameKey ge 'ZO' and UserNameKey lt 'ZP'")]
    [InlineData("userName sw \"é' or true\"", "")]
    [InlineData("userName co \"a\"", "")]
    [InlineData("meta.created gt \"2026-01-01T00:00:00.9Z\"", " and Created ge datetime'2025-12-31T23:59:59Z'")]
    [InlineData("meta.created le \"2026-01-01T00:00:00.9Z\"", " and Created le datetime'2026-01-01T00:00:02Z'")]
    [InlineData("meta.lastModified eq \"2026-01-01T01:00:00+01:00\"",
        " and LastModified ge datetime'2025-12-31T23:59:59Z' and LastModified le datetime'2026-01-01T00:00:02Z'")]
    [InlineData("meta.lastModified ne \"2026-01-01T00:00:00Z\"", "")]
    [InlineData("meta.created gt \"0001-01-01T00:00:00Z\"", "")]
    [InlineData("meta.created lt \"9999-12-31T23:59:59Z\"", "")]
    public void Sends_only_what_storage_cannot_get_wrong(string filter, string sent) =>
        Assert.Equal(Range + sent, ServerFilter.Users(Sample.Account, "user:", FilterParser.Parse(filter, UserType.Default)));
}
