using Moq;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Queries;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Computing;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Provisioning.Waiting;

namespace Scim.Provisioning.Tests.Users;

/// <summary>Whether stored users satisfy a filter, and what it costs to find out.</summary>
public sealed class UserMatcherTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly UserType Type = UserType.Default;
    private static readonly AttributeDefinition Title = Type.Attributes.Require("title");

    [Fact]
    public void Without_a_filter_every_user_is_taken_and_none_is_read() =>
        Assert.True(new UserMatcher(new UserQuery { Type = Type }).Accepts(User("no JSON at all")));

    [Theory]
    [InlineData("""userName eq "JANE" """, true)]
    [InlineData("""userName eq "june" """, false)]
    [InlineData("""title pr""", true)]
    [InlineData("""meta.created eq "2026-01-01T00:00:00Z" and title eq "Dr" """, true)]
    [InlineData("""meta.lastModified gt "2026-01-01T00:00:00Z" """, true)]
    [InlineData("""meta.resourceType eq "User" """, true)]
    [InlineData("""meta.created lt "2026-01-01T00:00:00Z" """, false)]
    public void A_user_is_looked_at_by_its_document_and_its_meta(string filter, bool satisfies) =>
        Assert.Equal(satisfies, Matcher(filter).Accepts(User()));

    [Fact]
    public void The_version_of_meta_is_that_of_the_row()
    {
        var user = User();

        Assert.True(Matcher($"meta.version eq {Quoted(user.Version.ToETag())}").Accepts(user));
        Assert.False(Matcher($"meta.version eq {Quoted(WriteId.New(Now).ToETag())}").Accepts(user));
    }

    [Fact]
    public void A_glance_costs_half_of_reading_and_what_was_read_costs_nothing()
    {
        var (user, steps) = (User(), StepBudget.ForQuery());
        var glance = new UserGlance(Type, [[UserResource.UserName]]);

        var seen = glance.At(user, steps);
        Assert.Equal((2L * user.Document.Length, "jane"), (steps.Spent, seen[UserResource.UserName]));
        Assert.Null(seen[UserResource.Active]); // Which was not asked for.

        steps = StepBudget.ForQuery();
        user.In(Type, steps);
        Assert.Equal(4L * user.Document.Length, steps.Spent);
        Assert.Same(user.In(Type), glance.At(user, steps));
        Assert.Equal(4L * user.Document.Length, steps.Spent);
    }

    [Fact]
    public void A_user_that_was_written_under_other_schemas_is_read_whole()
    {
        var (user, steps) = (User(generation: 1), StepBudget.ForQuery());

        var seen = new UserGlance(Type, [[UserResource.UserName]]).At(user, steps);

        Assert.Same(user.In(Type), seen);
        Assert.Equal((4L * user.Document.Length, true), (steps.Spent, seen[UserResource.Active]));
    }

    [Fact]
    public void A_document_that_is_not_as_the_service_writes_it_is_read_whole()
    {
        var user = User("""{"active":true,"title":"","userName":"jane"}""");
        var steps = StepBudget.ForQuery();

        var seen = new UserGlance(Type, [[Title]]).At(user, steps);

        Assert.Same(user.In(Type), seen);
        Assert.Equal(6L * user.Document.Length, steps.Spent);
    }

    [Fact]
    public void Meta_is_made_where_it_is_looked_at_alone()
    {
        var user = User();

        Assert.NotNull(new UserGlance(Type, [[Title], [UserResource.Meta]]).At(user, StepBudget.ForQuery())[UserResource.Meta]);
        Assert.Null(new UserGlance(Type, [[Title]]).At(user, StepBudget.ForQuery())[UserResource.Meta]);
    }

    [Fact]
    public void Who_has_no_steps_left_is_refused()
    {
        var query = new UserQuery
        {
            Type = Type,
            Filter = FilterParser.Parse("title pr", Type),
            Computation = new Computation(
                new StepBudget(10, ScimError.QueryTooCostly),
                new ComputingPlaces(TimeProvider.System),
                Instance.Account,
                Mock.Of<IStorageTime>()),
        };

        Assert.Equal("tooMany", Assert.Throws<ScimException>(() => new UserMatcher(query).Accepts(User())).Error.Type);
    }

    [Fact]
    public void The_canonical_text_of_a_query_tells_filter_and_order_apart()
    {
        var all = new UserQuery { Type = Type };
        var filtered = all with { Filter = FilterParser.Parse("title pr", Type) };
        var up = all with { Sort = SortOrder.Parse("title", "ascending", Type) };
        var down = all with { Sort = SortOrder.Parse("title", "descending", Type) };

        var texts = new[] { all, filtered, up, down, filtered with { Sort = up.Sort } }.Select(query => query.ToCanonicalText()).ToList();

        Assert.Equal(texts.Count, texts.Distinct().Count());
        Assert.Contains("title pr", texts[1], StringComparison.Ordinal);
        Assert.Equal(texts[1], (filtered with { StartIndex = 7, Count = 3 }).ToCanonicalText());
    }

    private static UserMatcher Matcher(string filter) => new(new UserQuery { Type = Type, Filter = FilterParser.Parse(filter, Type) });

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static UserRecord User(string document = """{"active":true,"title":"Dr","userName":"jane"}""", int generation = 0) =>
        PlainUser.Of(Now, PlainUser.Utf8(document), generation: generation, changed: Now.AddHours(1));
}
