namespace Scim.Provisioning.Tests;

public sealed class ServiceVersionTests
{
    [Theory]
    [InlineData("0.1.0", "0.1.0")]
    [InlineData("0.1.1-alpha.0.7+f90371f3964aef82", "0.1.1-alpha.0.7")]
    [InlineData("+f90371f3964aef82", "0.0.0")]
    [InlineData("", "0.0.0")]
    [InlineData(null, "0.0.0")]
    public void The_digest_of_the_commit_is_left_out(string? informational, string version) =>
        Assert.Equal(version, ServiceVersion.Of(informational));

    [Fact]
    public void It_is_made_from_the_tags_and_not_that_of_a_project_that_has_none()
    {
        Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9a-z.]+)?$", ServiceVersion.Current);
        Assert.NotEqual("1.0.0", ServiceVersion.Current);
    }
}
