using Microsoft.Extensions.Options;

namespace Scim.Http;

/// <summary>Refuses to start with settings that cannot work.</summary>
internal sealed class ScimHttpOptionsValidator : IValidateOptions<ScimHttpOptions>
{
    public ValidateOptionsResult Validate(string? name, ScimHttpOptions options) =>
        options.Errors().ToList() is { Count: > 0 } errors ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
}
