namespace Scim.Conformance.Tests.Connectors;

public sealed class ConversationFileTests
{
    private static readonly Type[] Connectors = [typeof(EntraTests), typeof(EntraGalleryTests), typeof(OktaTests), typeof(OneLoginTests)];

    [Fact]
    public void Every_file_is_played_and_names_its_source()
    {
        var files = ConversationFiles.All().ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var connector = Assert.Single(Connectors, type => type.Name == $"{file.Folder}Tests");
            Assert.NotNull(connector.GetMethod(file.Name));
            Assert.StartsWith("https://", ConversationFiles.Load(file.Folder, file.Name).Source, StringComparison.Ordinal);
        });
    }
}
