using System.Text.RegularExpressions;
using Scim.Testing;

namespace Scim.Cli.Tests.Docs.Rules;

/// <summary>
/// Commands that need a subscription, so that no test runs them: their forms were looked up once, and what they name of the deployment is
/// there.
/// </summary>
internal static partial class AzureRule
{
    private const string Any = "NAME"; // It stands for any name.

    private static readonly HashSet<string> Azd =
        ["auth login", "deploy", "down", "env get-value", "env new", "env set", "hooks run", "provision", "up"];

    private static readonly Dictionary<string, string[]> Az = new()
    {
        ["functionapp deployment source config-zip"] = ["--resource-group", "--name", "--src"],
        ["functionapp list-flexconsumption-locations"] = [],
        ["functionapp show"] = ["--resource-group", "--name", "--query", "--output"],
        ["group create"] = ["--name", "--location"],
        ["keyvault recover"] = ["--name"],
        ["keyvault secret download"] = ["--vault-name", "--name", "--file"],
        ["keyvault secret list-versions"] = ["--vault-name", "--name"],
        ["keyvault secret set"] = ["--vault-name", "--name", "--file", "--encoding", "--output"],
        ["login"] = [],
        ["provider register"] = ["-n"],
        ["rest"] = ["--method", "--url"],
    };

    public static string? FaultOfAzd(DocumentedCommand command)
    {
        var words = command.Words.Skip(1).ToList();
        if (!Azd.Contains(string.Join(' ', words.Take(words[0] is "auth" or "env" or "hooks" ? 2 : 1))))
            return $"Nothing is known of '{command.Command}'. If azd has it, add it to {nameof(AzureRule)}.";
        return words switch
        {
            ["env", "set", var name, _] when name != Any && !Reads(name) => $"Neither the template nor a hook reads {name}.",
            ["env", "get-value", var name] when !Deployment("main.bicep", "main.bicepparam").Contains(name) =>
                $"The template has no output {name}.",
            ["hooks", "run", var hook] when !File.ReadAllText(Path.Combine(Repository.Root, "azure.yaml"))
                .Contains($"\n  {hook}:", StringComparison.Ordinal) => $"azure.yaml has no hook {hook}.",
            _ => null,
        };
    }

    public static string? FaultOfAz(DocumentedCommand command)
    {
        var words = command.Words.Skip(1).ToList();
        var name = string.Join(' ', words.TakeWhile(word => !word.StartsWith('-')));
        if (!Az.TryGetValue(name, out var options))
            return $"Nothing is known of 'az {name}'. If the Azure CLI has it, add it to {nameof(AzureRule)}.";
        if (words.Find(word => word.StartsWith('-') && !options.Contains(word)) is { } unknown)
            return $"Nothing is known of the option {unknown}. If 'az {name}' has it, add it to {nameof(AzureRule)}.";
        var secret = words.SkipWhile(word => word != "--name").ElementAtOrDefault(1);
        return name.StartsWith("keyvault secret", StringComparison.Ordinal) && secret is not null
            && !File.ReadAllText(Path.Combine(Repository.Root, "infra", "hooks", "signing-keys.sh"))
                .Contains($"\nname={secret}\n", StringComparison.Ordinal)
            ? $"The vault has no secret {secret}."
            : null;
    }

    private static bool Reads(string name) =>
        Deployment("main.bicepparam").Contains(name)
        || Directory.EnumerateFiles(Path.Combine(Repository.Root, "infra", "hooks"), "*.sh")
            .Any(file => Word().Matches(File.ReadAllText(file)).Any(word => word.Value == name));

    private static HashSet<string> Deployment(params string[] files) =>
        [.. files.SelectMany(file => Word().Matches(File.ReadAllText(Path.Combine(Repository.Root, "infra", file))))
            .Select(word => word.Value)];

    [GeneratedRegex("[A-Z][A-Z_0-9]+")]
    private static partial Regex Word();
}
