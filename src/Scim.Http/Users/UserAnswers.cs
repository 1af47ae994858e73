using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Scim.Http.Answers;
using Scim.Http.Pipeline;
using Scim.Protocol.Bodies;
using Scim.Protocol.Messages;
using Scim.Protocol.Queries;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Users;

namespace Scim.Http.Users;

/// <summary>Answers with users.</summary>
/// <param name="scimBase">The base URL of the SCIM endpoints, for locations.</param>
/// <param name="type">What a user of the account has.</param>
/// <param name="projection">Which attributes the client asked for; null if it did not say.</param>
internal sealed class UserAnswers(string scimBase, UserType type, Projection? projection)
{
    private static readonly AttributeDefinition MetaLocation = UserResource.Meta.SubAttributes.Require("location");

    private const int UsualLength = 1024;

    private readonly JsonEncodedText _locationBase =
        JsonEncodedText.Encode($"{scimBase}{UserType.Endpoint}/", ResourceWriter.Options.Encoder);

    /// <summary>A user that was created.</summary>
    public Answer Created(UserRecord user) => One(StatusCodes.Status201Created, user);

    /// <summary>A user.</summary>
    public Answer Ok(UserRecord user) => One(StatusCodes.Status200OK, user);

    /// <summary>False if a change of the account's schemas has made another answer of the user's version.</summary>
    public bool IsAsWritten(UserRecord user) => user.Generation == type.Generation;

    /// <summary>Tells a client that it has the user's version already (RFC 7644 §3.14), with the fields of RFC 9110 §15.4.5.</summary>
    public Answer NotModified(UserRecord user) =>
        WithVersion(new Answer(StatusCodes.Status304NotModified), user)
            .WithField(HeaderNames.ContentLocation, Location(user))
            .WithField(HeaderNames.Vary, HeaderNames.Accept);

    /// <summary>A page of users, each of which is read when the one before it is being sent.</summary>
    /// <param name="page">The page.</param>
    /// <param name="position">What the list says about it, as far as that is known when it is called.</param>
    /// <param name="deadline">
    /// Runs while storage is waited for, anew for each user that is not there at once, and stands still while the client is.
    /// </param>
    public StreamedAnswer Page(OpenPage page, Func<ListPosition> position, RequestDeadline deadline) => new(page, async body =>
    {
        deadline.Pause();
        ListMessage.Begin(body, position());
        while (body.GoesOn && await TakeAsync(page, deadline) is { } user)
        {
            if (page.Count > 1)
                body.Write(ListMessage.Separator);
            await WriteAsync(body, user);
            await body.FlushAsync();
        }
        ListMessage.End(body, position(), page.Count);
    });

    private static ValueTask<UserRecord?> TakeAsync(OpenPage page, RequestDeadline deadline)
    {
        var taken = page.TakeAsync();
        return taken.IsCompleted ? taken : WaitAsync(taken, deadline);
    }

    private static async ValueTask<UserRecord?> WaitAsync(ValueTask<UserRecord?> taken, RequestDeadline deadline)
    {
        deadline.Restart();
        var user = await taken;
        deadline.Pause();
        return user;
    }

    private static Answer WithVersion(Answer answer, UserRecord user) => answer.WithField(HeaderNames.ETag, user.Version.ToETag());

    private Answer One(int status, UserRecord user)
    {
        var body = new PooledBuffer(LengthOf(user));
        Write(body, user);
        return WithVersion(new Answer(status, body), user)
            .WithField(HeaderNames.Location, Location(user))
            .WithField(HeaderNames.ContentLocation, Location(user));
    }

    /// <summary>True where the stored document is sent as it is, so that nothing is parsed.</summary>
    private bool SendsDocument(UserRecord user) => projection is null && type.AnswersAsStored && user.Generation == type.Generation;

    /// <summary>As long as the user is written at most where it is written whole.</summary>
    private int LengthOf(UserRecord user) =>
        SendsDocument(user) ? UserMessage.LengthOf(user.Document.Span, _locationBase) : UsualLength;

    private string Location(UserRecord user) => $"{scimBase}{UserType.Endpoint}/{user.Id}";

    private async ValueTask WriteAsync(PacedBody body, UserRecord user)
    {
        if (!SendsDocument(user))
        {
            Write(body, user);
            return;
        }
        await body.WriteAsync(user.Document[..^1]);
        UserMessage.WriteRest(body, user.Created, user.LastModified, _locationBase, user.Id.Uuid, user.Version.Value);
    }

    private void Write(IBufferWriter<byte> output, UserRecord user)
    {
        if (SendsDocument(user))
        {
            UserMessage.Write(
                output, user.Document.Span, user.Created, user.LastModified, _locationBase, user.Id.Uuid, user.Version.Value);
            return;
        }
        using var json = new Utf8JsonWriter(output, ResourceWriter.Options);
        ResourceWriter.Write(json, (projection ?? Projection.Default).Apply(WithLocation(user)));
    }

    private ComplexValue WithLocation(UserRecord user)
    {
        var resource = user.In(type);
        var meta = resource[UserResource.Meta] as ComplexValue ?? ComplexValue.Empty(UserResource.Meta.SubAttributes);
        return resource.With(UserResource.Meta, meta.With(MetaLocation, Location(user)));
    }
}
