using System.Runtime.CompilerServices;
using Scim.Conformance.Tests.Service;
using Scim.Testing;

namespace Scim.Conformance.Tests.Connectors;

/// <summary>Tests each of which plays the conversation of its own name, from the folder of its connector.</summary>
public abstract class ConnectorTest(ConformanceService service) : ConformanceTest(service)
{
    /// <summary>The accounts that each conversation is played with: schemas of an account's own change nothing of it.</summary>
    public static TheoryData<AccountUnderTest> Accounts => [AccountUnderTest.New, AccountUnderTest.WithSchemas];

    /// <summary>Plays the conversation of the calling test.</summary>
    protected Task PlayAsync(AccountUnderTest account, [CallerMemberName] string name = "") => PlayAsync(ScimOf(account), name);

    /// <summary>Plays a conversation with another host.</summary>
    protected async Task PlayAsync(ScimClient scim, [CallerMemberName] string name = "")
    {
        var folder = GetType().Name[..^"Tests".Length];
        await PlayedConversation.PlayAsync(scim, ConversationFiles.Load(folder, name), Cancellation);
    }
}
