using Microsoft.Extensions.Time.Testing;
using Microsoft.JSInterop;
using Scim.Console.Showing;

namespace Scim.Console.Tests.Showing;

/// <summary>A browser that leaves a page while the page still asks it something.</summary>
public sealed class ViewerTests
{
    [Theory]
    [InlineData(0)] // It left before the script was there,
    [InlineData(1)] // and after that.
    public async Task Nothing_is_learnt_of_a_browser_that_has_left_and_nothing_fails(int answers)
    {
        await using var viewer = new Viewer(new LeavingBrowser(answers), new Handovers(new FakeTimeProvider()));

        Assert.False(await viewer.ReadAsync());
        Assert.False(viewer.IsKnown);
        Assert.False(await viewer.CopyAsync("text"));
        Assert.Null(await Record.ExceptionAsync(() => viewer.FocusAsync("id")));
        Assert.Null(await Record.ExceptionAsync(() => viewer.NameDialogAsync("id", "name")));
    }

    /// <summary>A browser, and its script, that answers so often and then is gone.</summary>
    private sealed class LeavingBrowser(int answers) : IJSRuntime, IJSObjectReference
    {
        private int _answers = answers;

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => _answers-- > 0
            ? ValueTask.FromResult((TValue)(object)this)
            : throw new JSDisconnectedException("The browser has left.");

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            InvokeAsync<TValue>(identifier, args);

        public ValueTask DisposeAsync() => throw new JSDisconnectedException("The browser has left.");
    }
}
