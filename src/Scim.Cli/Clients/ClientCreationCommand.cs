using System.CommandLine;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Operations.Connectors;

namespace Scim.Cli.Clients;

/// <summary><c>scim client create</c>: registers a client, perhaps for a connector whose form it fills in.</summary>
internal static class ClientCreationCommand
{
    public static Command Create(CommandRunner runner)
    {
        var account = Names.AccountOption("The account whose users it provisions.", required: true);
        var (profile, scopes) = (ProfileOption.Create(), ScopeOption.Create());
        var (rate, policy, federation) = (new RateOptions(), new PolicyOptions(), new FederationOptions());
        var (secretExpires, baseUrl) = (SecretExpiryOption.Create("never, or what --for needs"), new BaseUrlOption(runner.Settings));
        var command = new CommandWithExamples(
            "create", "Registers a client. Its secret is shown once.",
            "scim client create --account acme",
            "scim client create --account acme --for okta --base-url https://scim.example.com",
            "scim client create --account acme --for entra --secret-expires 730d",
            "scim client create --account acme --for entra --federated "
                + "--issuer I --subject S --audience AUD --jwks https://idp.example.com/keys",
            "scim client create --account acme --scope events",
            "scim client create --account acme --rate 25 --burst 50 --scope scim --token-policy fixed --token-lifetime 2h --json")
        {
            account, profile, scopes, secretExpires,
        };
        rate.AddTo(command);
        policy.AddTo(command);
        federation.AddTo(command, secretExpires);
        baseUrl.AddTo(command);
        runner.On(command, async (line, session) =>
        {
            var address = baseUrl.Of(line);
            var order = new ClientOrder(line.GetValue(account))
            {
                Profile = line.GetValue(profile),
                PerSecond = rate.PerSecond(line),
                Burst = rate.Burst(line),
                Scopes = ScopeOption.Of(line, scopes),
                Policy = policy.Of(line),
                SecretLifetime = line.GetValue(secretExpires),
                Trust = federation.Of(line),
            };
            if (string.Join(' ', order.Errors()) is { Length: > 0 } wrong) throw CliException.Misuse(wrong);
            return Answer(session, await session.Get<ConnectorOperations>().CreateAsync(order, session.Stop), address);
        });
        return command;
    }

    private static int Answer(Session session, ConnectedClient connected, ServiceAddress? address)
    {
        var client = connected.Created.Client;
        ClientReport.Print(session.Answers, connected, Columns(connected, address));
        if (connected.FieldsAt(address ?? ServiceAddress.Unknown).ToList() is { Count: > 0 } fields)
        {
            session.Answers.Line("");
            session.Answers.ToCopy([.. fields.Select(field => (field.Name, field.Value))]);
            if (address is null) session.Answers.Line(BaseUrlOption.Hint);
        }
        if (client.Trust?.KeySet.Scheme == Uri.UriSchemeHttp)
            session.Say("Only the local host fetches keys by http.");
        if (!connected.LacksToken) return ExitCode.Done;
        session.Say($"No token could be issued. Once storage answers: scim token issue {client.Id}");
        return ExitCode.Failed;
    }

    private static List<Column<ConnectedClient>> Columns(ConnectedClient connected, ServiceAddress? address)
    {
        List<Column<ConnectedClient>> columns =
        [
            .. ClientReport.Basics.Select(
                column => new Column<ConnectedClient>(column.Name, made => column.Value(made.Created.Client))),
            new("secretExpires", made => ClientReport.Newest(made.Created.Client)?.Expires),
            new("scimUrl", _ => address?.ScimUrl),
            new("tokenUrl", _ => address?.TokenUrl),
            new("secret", made => made.Created.Secret),
        ];
        if (connected.Profile is { TakesToken: true }) columns.Add(new("token", made => made.Token));
        return columns;
    }
}
