namespace VeleroSandbox.Schemas;

/// <summary>One additionalPrinterColumn of a CRD.</summary>
/// <param name="Path">The JSON path's steps: <c>.status.phase</c> is <c>status</c>, <c>phase</c>.</param>
internal sealed record PrinterColumn(string Name, string Type, string Description, long Priority, string[] Path);
