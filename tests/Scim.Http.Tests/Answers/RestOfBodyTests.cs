using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Scim.Http.Answers;
using Scim.Http.Tests.Pipeline;

namespace Scim.Http.Tests.Answers;

/// <summary>A client that is told that its body is too large while it sends it.</summary>
public sealed class RestOfBodyTests : IDisposable
{
    private const string Told = "The body is too large.";

    private readonly FakeTimeProvider _time = new();
    private readonly SlowBody _body = new();
    private readonly MemoryStream _answer = new();
    private readonly DefaultHttpContext _context = new();
    private readonly ServiceProvider _services;

    public RestOfBodyTests()
    {
        _services = new ServiceCollection().AddSingleton<TimeProvider>(_time).BuildServiceProvider();
        _context.RequestServices = _services;
        _context.Request.Body = _body;
        _context.Response.Body = _answer;
    }

    public void Dispose()
    {
        _services.Dispose();
        _answer.Dispose();
        _body.Dispose();
    }

    [Fact]
    public async Task It_may_send_the_rest_after_the_answer()
    {
        var answering = AnswerAsync(StatusCodes.Status413PayloadTooLarge);
        await _body.IsRead;
        Assert.Equal(Told, Encoding.UTF8.GetString(_answer.ToArray()));
        for (var second = 1; second < RestOfBody.Longest.TotalSeconds; second++)
        {
            await _body.ArriveAsync(new string(' ', 60_000));
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.False(answering.IsCompleted);

        _body.End();

        await answering;
    }

    [Fact]
    public async Task It_has_20_s_for_that()
    {
        var answering = AnswerAsync(StatusCodes.Status413PayloadTooLarge);
        await _body.IsRead;

        _time.Advance(RestOfBody.Longest);

        await answering;
    }

    [Fact]
    public async Task Who_waits_for_leave_to_send_is_not_waited_for()
    {
        _context.Request.Headers.Expect = "100-continue";
        _context.Request.ContentLength = 40_000_000;

        await AnswerAsync(StatusCodes.Status413PayloadTooLarge);

        Assert.False(_body.IsRead.IsCompleted);
    }

    [Fact]
    public async Task What_is_refused_for_another_reason_is_left_to_the_server()
    {
        await AnswerAsync(StatusCodes.Status401Unauthorized);

        Assert.False(_body.IsRead.IsCompleted);
    }

    private Task AnswerAsync(int status) => new Answer(status, Encoding.UTF8.GetBytes(Told)).ExecuteAsync(_context);
}
