using System.Globalization;
using ExchangeHA.FakeApiServer;
using ExchangeHA.FakeApiServer.Faults;

namespace ExchangeHA.Faults.Tests.Churn;

/// <summary>Every fault there is, by chance.</summary>
internal sealed class Trouble(FakeServer server, ServiceAccount account, Random random)
{
    private static readonly FaultKind[] Kinds = Enum.GetValues<FaultKind>();

    private int _tokens;

    public void Make()
    {
        switch (random.Next(20))
        {
            case 0:
                server.DropConnections();
                break;
            case 1:
                server.Store.Compact(keep: random.Next(30));
                break;
            case 2:
                // the client's token has expired before it reads the new one
                var token = (++_tokens).ToString(CultureInfo.InvariantCulture);
                server.AcceptOnly(token);
                account.SetToken(token);
                break;
            case 3:
                server.RotateCertificates();
                account.SetAuthority(server.CertificateAuthority);
                server.DropConnections();
                break;
            case 4:
                server.JumpClock(TimeSpan.FromHours(random.Next(-48, 48)));
                break;
            default:
                server.Faults.On(Fault());
                break;
        }
    }

    private Fault Fault()
    {
        var watches = random.Next(2) == 0;
        var skip = random.Next(3);
        return new Fault(Kinds[random.Next(Kinds.Length)])
        {
            Where = call => (call.Verb == "watch") == watches && Interlocked.Decrement(ref skip) < 0,
            Times = random.Next(1, 4),
            Delay = TimeSpan.FromMilliseconds(random.Next(30)),
            RetryAfter = random.Next(3) == 0 ? null : TimeSpan.FromSeconds(random.Next(3)),
        };
    }
}
