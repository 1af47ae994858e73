using Scim.Operations.Requests;

namespace Scim.Operations.Tests.Requests;

public sealed class StatusFilterTests
{
    [Theory]
    [InlineData("4xx", 400, 499, "4xx")]
    [InlineData("5XX", 500, 599, "5xx")]
    [InlineData("404", 404, 404, "404")]
    public void A_status_and_a_class_are_read(string text, int first, int last, string written)
    {
        Assert.True(StatusFilter.TryParse(text, out var filter));
        Assert.Equal(new StatusFilter(first, last), filter);
        Assert.Equal(written, filter.ToString());
        Assert.True(filter.Contains(first) && filter.Contains(last) && !filter.Contains(first - 1) && !filter.Contains(last + 1));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("4x")]
    [InlineData("4xxx")]
    [InlineData("0xx")]
    [InlineData("600")]
    [InlineData("4x4")]
    [InlineData("+44")]
    [InlineData("xx4")]
    public void Anything_else_is_none(string? text) => Assert.False(StatusFilter.TryParse(text, out _));
}
