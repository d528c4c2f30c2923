using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Api;

/// <summary>An Exchange protocol with a health page of its own, in the resource by its lower-case name.</summary>
#pragma warning disable CA1707, IDE1006 // the names are those of the resource
[JsonConverter(typeof(LenientEnumConverter<ExchangeProtocol>))]
public enum ExchangeProtocol
{
    /// <summary>Outlook on the web: <c>/owa/healthcheck.htm</c>.</summary>
    owa,

    /// <summary>Exchange admin center: <c>/ecp/healthcheck.htm</c>.</summary>
    ecp,

    /// <summary>Exchange Web Services: <c>/ews/healthcheck.htm</c>.</summary>
    ews,

    /// <summary>MAPI over HTTP: <c>/mapi/healthcheck.htm</c>.</summary>
    mapi,

    /// <summary>Outlook Anywhere: <c>/rpc/healthcheck.htm</c>.</summary>
    rpc,

    /// <summary>Offline address book: <c>/oab/healthcheck.htm</c>.</summary>
    oab,

    /// <summary>Autodiscover: <c>/autodiscover/healthcheck.htm</c>.</summary>
    autodiscover,

    /// <summary>Exchange ActiveSync: <c>/Microsoft-Server-ActiveSync/healthcheck.htm</c>.</summary>
    activesync,

    /// <summary>Remote PowerShell: <c>/PowerShell/healthcheck.htm</c>.</summary>
    powershell,
}
