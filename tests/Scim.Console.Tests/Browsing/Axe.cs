using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Scim.Console.Tests.Browsing;

/// <summary>The rules of axe, an engine that finds what keeps people from using a page.</summary>
/// <remarks>
/// It runs in the page, which has no frames. The engine's own binding for Playwright opens a second page for every run, to put frames
/// together: 2 s in place of 0.1 s.
/// </remarks>
internal static class Axe
{
    private static readonly string Engine = new BundledAxeScriptProvider().GetScript();

    /// <summary>What is against a rule in the page as it is now: the rule, and the elements.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync(Engine);
        return await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(
              fault => `${fault.id}: ${fault.help}: ${fault.nodes.map(node => node.html).join(' | ')}`)
            """);
    }
}
