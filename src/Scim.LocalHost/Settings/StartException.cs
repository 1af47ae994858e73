namespace Scim.LocalHost.Settings;

/// <summary>The host cannot start. The message is one line that says what to do.</summary>
internal sealed class StartException(string message, Exception? innerException = null) : Exception(message, innerException);
