using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Scim.Http.Pipeline;

namespace Scim.Http;

/// <summary>Registers the handlers of this project.</summary>
internal static class RequestHandlers
{
    private const BindingFlags NotPublic = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>Adds every <see cref="IRequestHandler"/>. What a handler needs is not public, and so is its constructor.</summary>
    public static IServiceCollection AddRequestHandlers(this IServiceCollection services)
    {
        foreach (var type in typeof(IRequestHandler).Assembly.GetTypes())
        {
            if (!type.IsClass || !type.IsAssignableTo(typeof(IRequestHandler)))
                continue;
            var constructor = type.GetConstructors(NotPublic).Single();
            var needs = constructor.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
            services.AddSingleton(type, provider => constructor.Invoke([.. needs.Select(provider.GetRequiredService)]));
        }
        return services;
    }
}
