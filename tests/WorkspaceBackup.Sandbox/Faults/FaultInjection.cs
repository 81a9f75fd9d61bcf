using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using VeleroSandbox.Api;
using VeleroSandbox.Json;
using VeleroSandbox.Network;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Faults;

/// <summary>Lets a fault happen to a request.</summary>
internal static class FaultInjection
{
    /// <summary>What happens before the server acts.</summary>
    /// <returns>Whether the request is over.</returns>
    public static async Task<bool> BeforeAsync(
        Fault fault, SandboxCluster cluster, RequestLine line, HttpContext context)
    {
        switch (fault.Kind)
        {
            case FaultKind.Refused or FaultKind.TlsFailure or FaultKind.Reset:
                Reset(context);
                return true;
            case FaultKind.HalfClosed:
                Socket(context)?.Shutdown(SocketShutdown.Send);
                await GoneAsync(context);
                return true;
            case FaultKind.Hang:
                await GoneAsync(context);
                return true;
            case FaultKind.Status or FaultKind.WrongContentType:
                line.Status = fault.StatusCode;
                await ApiHandler.SendAsync(
                    new ApiResponse(fault.StatusCode, Encoding.UTF8.GetBytes(fault.Body ?? ""), fault.ContentType)
                    {
                        Headers = fault.Headers,
                    },
                    context);
                return true;
            case FaultKind.EndlessList when line.Verb == "list":
                await ApiHandler.SendAsync(
                    new ApiResponse(200, """{"items":[],"metadata":{"continue":"again"}}"""u8.ToArray()), context);
                return true;
            case FaultKind.Compacted:
                cluster.Registry.Store.Compact();
                return false;
            case FaultKind.ClockJump:
                cluster.ClockSkew += fault.Span;
                return false;
            case FaultKind.Meanwhile:
                fault.Action?.Invoke(line);
                return false;
            default:
                return false;
        }
    }

    /// <summary>What happens to the answer.</summary>
    /// <returns>Whether the request is over.</returns>
    public static async Task<bool> AfterAsync(Fault fault, ApiResponse response, HttpContext context)
    {
        switch (fault.Kind)
        {
            case FaultKind.ResetAfterActing:
                Reset(context);
                return true;
            case FaultKind.HangAfterActing:
                await GoneAsync(context);
                return true;
            case FaultKind.SlowBytes:
                await DripAsync(fault, response, context);
                return true;
            case FaultKind.MalformedJson:
                await ApiHandler.SendAsync(response with { Body = Encoding.UTF8.GetBytes(fault.Body!) }, context);
                return true;
            case FaultKind.TruncatedJson:
                await ApiHandler.SendAsync(
                    response with { Body = response.Body[..(response.Body.Length / 2)] }, context);
                return true;
            case FaultKind.NotGzip:
                await ApiHandler.SendAsync(
                    response with { Headers = [.. response.Headers, new("Content-Encoding", "gzip")] }, context);
                return true;
            case FaultKind.WithoutMetadata:
                await ApiHandler.SendAsync(
                    response with { Body = """{"items":[{"spec":{}}],"spec":{}}"""u8.ToArray() }, context);
                return true;
            case FaultKind.HugeBody:
                await FloodAsync(fault, response, context);
                return true;
            default:
                return false;
        }
    }

    public static string StatusBody(int code, string? message, string? reason)
    {
        var (usual, text) = code switch
        {
            400 => ("BadRequest", "the request is malformed"),
            401 => ("Unauthorized", "Unauthorized"),
            403 => ("Forbidden", "forbidden by a policy"),
            404 => ("NotFound", "the server could not find the requested resource"),
            409 => ("Conflict", "the object has been modified"),
            410 => ("Expired", "too old resource version"),
            422 => ("Invalid", "the object is invalid"),
            429 => ("TooManyRequests", "too many requests, please try again later"),
            500 => ("InternalError", "an internal error occurred"),
            503 => ("ServiceUnavailable", "the server is currently unable to handle the request"),
            504 => ("Timeout", "the server was unable to return a response in the time allotted"),
            _ => ("Unknown", $"status {code}"),
        };
        return Encoding.UTF8.GetString(
            JsonWriter.Write(new ApiException(code, reason ?? usual, message ?? text).ToStatus()));
    }

    private static void Reset(HttpContext context)
    {
        ConnectionGate.Reset(Socket(context));
        context.Abort();
    }

    private static Socket? Socket(HttpContext context) => context.Features.Get<IConnectionSocketFeature>()?.Socket;

    private static async Task GoneAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(() => gone.TrySetResult());
        await gone.Task;
    }

    private static async Task DripAsync(Fault fault, ApiResponse response, HttpContext context)
    {
        context.Response.StatusCode = response.Status;
        context.Response.ContentType = response.ContentType;
        using var pause = new PeriodicTimer(fault.Span);
        for (var sent = 0; sent < response.Body.Length; sent += (int)fault.Size)
        {
            await context.Response.BodyWriter.WriteAsync(
                response.Body.Slice(sent, (int)Math.Min(fault.Size, response.Body.Length - sent)),
                context.RequestAborted);
            await pause.WaitForNextTickAsync(context.RequestAborted);
        }
    }

    // Blanks may stand before a JSON text, so the answer stays a valid one.
    private static async Task FloodAsync(Fault fault, ApiResponse response, HttpContext context)
    {
        context.Response.StatusCode = response.Status;
        context.Response.ContentType = response.ContentType;
        var blanks = new byte[64 * 1024];
        Array.Fill(blanks, (byte)' ');
        for (var sent = 0L; sent < fault.Size; sent += blanks.Length)
        {
            await context.Response.BodyWriter.WriteAsync(blanks, context.RequestAborted);
        }

        await context.Response.BodyWriter.WriteAsync(response.Body, context.RequestAborted);
    }
}
