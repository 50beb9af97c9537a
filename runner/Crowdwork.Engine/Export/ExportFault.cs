namespace Crowdwork.Engine.Export;

/// <summary>An export cannot be made. The message says where, what and what to do.</summary>
public sealed class ExportFault(string message, Exception? inner = null) : Exception(message, inner);
