using Scim.Provisioning.Identities;

namespace Scim.Operations.Tests;

public sealed class RemedyTests
{
    private static readonly ClientId Client = ClientId.Parse("a-client");

    private static readonly IReadOnlyList<Remedy> All =
    [
        new Remedy.SeeAccounts(), new Remedy.CreateAgain(OperatorSite.Acme), new Remedy.FinishDeletion(OperatorSite.Acme),
        new Remedy.AddLicences(OperatorSite.Acme, 7), new Remedy.SeeClients(), new Remedy.DropOldSecret(Client),
        new Remedy.EnableClient(Client), new Remedy.SeeTokens(), new Remedy.SeeUsers(), new Remedy.ImportInstead(),
        new Remedy.TryAgain(), new Remedy.AddSchema(OperatorSite.Acme), new Remedy.SeeSchemas(OperatorSite.Acme),
        new Remedy.SeeSigningKeys(), new Remedy.Insist(), new Remedy.SeeStreams(OperatorSite.Acme),
        new Remedy.EnableEvents(OperatorSite.Acme, default), new Remedy.ResumeReplay(OperatorSite.Acme, default),
        new Remedy.ReplayAnew(OperatorSite.Acme, default), new Remedy.SeeUsersOf(OperatorSite.Acme), new Remedy.SeeAudit(OperatorSite.Acme),
        new Remedy.SeeClient(Client), new Remedy.IssueToken(Client), new Remedy.RotateSecret(Client), new Remedy.SetRate(Client),
        new Remedy.NeedNoNames(OperatorSite.Acme), new Remedy.BeLenient(OperatorSite.Acme), new Remedy.CheckStorage(),
    ];

    [Fact]
    public void Each_is_a_sentence_without_a_command()
    {
        Assert.Equal(typeof(Remedy).GetNestedTypes().Order(ByName), All.Select(remedy => remedy.GetType()).Order(ByName));
        Assert.All(All, remedy =>
        {
            Assert.EndsWith(".", remedy.Words, StringComparison.Ordinal);
            Assert.DoesNotContain("scim ", remedy.Words, StringComparison.Ordinal);
            Assert.DoesNotContain("--", remedy.Words, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_refusal_says_what_is_wrong_and_what_to_do()
    {
        var refused = new OperationRefusedException("There is no such thing.", new Remedy.SeeAccounts());

        Assert.Equal("There is no such thing. Look at the list of accounts.", refused.Message);
        Assert.Equal("That is all.", new OperationRefusedException("That is all.").Message);
    }

    private static Comparer<Type> ByName => Comparer<Type>.Create((left, right) => string.CompareOrdinal(left.Name, right.Name));
}
