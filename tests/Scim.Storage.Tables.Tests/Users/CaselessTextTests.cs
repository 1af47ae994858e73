using Scim.Storage.Tables.Users;

namespace Scim.Storage.Tables.Tests.Users;

public sealed class CaselessTextTests
{
    [Fact]
    public void Folds_alike_exactly_what_is_equal_without_case()
    {
        var characters = Enumerable.Range(0, char.MaxValue + 1)
            .Where(code => !char.IsSurrogate((char)code))
            .Select(code => ((char)code).ToString())
            .Concat(Enumerable.Range(0x10000, 0x1000).Concat(Enumerable.Range(0x1E900, 0x60)).Select(char.ConvertFromUtf32));

        var classes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var folds = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var character in characters)
        {
            var fold = CaselessText.Fold(character);
            Assert.Equal(classes.TryAdd(character, fold), folds.TryAdd(fold, character));
            Assert.Equal(classes[character], fold);
        }
        Assert.InRange(folds.Count, 60_000, 68_000);
    }
}
