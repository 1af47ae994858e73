using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Scim.Http.Pipeline;

namespace Scim.Http.Tests.Pipeline;

public sealed class CorrelationIdTests
{
    [Fact]
    public void A_valid_traceparent_gives_its_trace_id() =>
        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", Of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00-00000000000000000000000000000000-00f067aa0ba902b7-01")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736\" evil-00f067aa0ba902b7-01")]
    public void Anything_else_gives_a_new_one(string? traceParent)
    {
        var id = Of(traceParent);

        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.NotEqual(id, Of(traceParent));
    }

    [Fact]
    public void A_running_trace_gives_its_id()
    {
        using var activity = new Activity("request").Start();

        Assert.Equal(activity.TraceId.ToHexString(), Of(null));
    }

    private static string Of(string? traceParent)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.TraceParent = traceParent;
        return CorrelationId.Of(context.Request);
    }
}
