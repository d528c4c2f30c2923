using System.Collections.Immutable;
using System.ComponentModel;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>Hears the advertisements of other masters, by multicast and by unicast.</summary>
public static class VrrpListener
{
    private const int Vrrp = 112;
    private const int IPv4 = 2;
    private const int IPv6 = 10;
    private static readonly IPAddress Group4 = IPAddress.Parse("224.0.0.18");
    private static readonly IPAddress Group6 = IPAddress.Parse("ff02::12");

    /// <summary>Whether another master of one of the routers was heard before the bound.</summary>
    public static async Task<bool> HearsMasterAsync(ImmutableArray<int> routerIds, TimeSpan bound, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(bound);
        var heard = await Task.WhenAny(ListenAsync(AddressFamily.InterNetwork, routerIds, limit.Token), ListenAsync(AddressFamily.InterNetworkV6, routerIds, limit.Token)).Unwrap();
        await limit.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return heard;
    }

    /// <summary>False when the bound passed first.</summary>
    private static async Task<bool> ListenAsync(AddressFamily family, ImmutableArray<int> routerIds, CancellationToken cancellationToken)
    {
        try
        {
            // .NET itself opens no raw socket of a protocol it has no name for
            using var socket = new Socket(new SafeSocketHandle(Native.OpenRawSocket(family == AddressFamily.InterNetwork ? IPv4 : IPv6, Vrrp), ownsHandle: true));
            Join(socket, family);
            var own = LocalAddresses.All();
            var buffer = new byte[2048];
            var anyone = new IPEndPoint(family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
            while (true)
            {
                var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, anyone, cancellationToken);
                var packet = buffer.AsSpan(0, received.ReceivedBytes);
                var advertisement = family == AddressFamily.InterNetwork ? VrrpAdvertisement.TryParseIPv4(packet) : VrrpAdvertisement.TryParse(packet);
                if (advertisement is { Priority: > 0 } master && routerIds.Contains(master.RouterId) && !own.Contains(WithoutScope(((IPEndPoint)received.RemoteEndPoint).Address)))
                    return true;
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception exception) when (exception is SocketException or Win32Exception)
        {
            // no right to listen, or no IPv6 here: the time alone decides
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return false;
        }
    }

    /// <summary>On every interface: keepalived, which had joined the group, is gone.</summary>
    private static void Join(Socket socket, AddressFamily family)
    {
        foreach (var card in NetworkInterface.GetAllNetworkInterfaces().Where(card => card.OperationalStatus == OperationalStatus.Up))
        {
            try
            {
                if (family == AddressFamily.InterNetwork)
                    socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(Group4, card.GetIPProperties().GetIPv4Properties().Index));
                else
                    socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(Group6, card.GetIPProperties().GetIPv6Properties().Index));
            }
            catch (Exception exception) when (exception is SocketException or NetworkInformationException)
            {
                // an interface without multicast, or without this family
            }
        }
    }

    private static IPAddress WithoutScope(IPAddress address) => address.IsIPv6LinkLocal ? new IPAddress(address.GetAddressBytes()) : address;
}
