namespace Scim.Http.Pipeline;

/// <summary>
/// Answers the requests of some endpoints. A class that implements it is registered without being named anywhere; it has one constructor,
/// whose parameters are services.
/// </summary>
internal interface IRequestHandler;
