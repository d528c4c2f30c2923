using System.Collections.Immutable;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Status;

/// <summary>A new haproxy.cfg goes first to the datacenters that do not hold the address, and to the holder's once every Ready agent there has verified its own.</summary>
public static class Rollout
{
    public static RolloutState Of(Observation observation, RenderedConfiguration rendered)
    {
        var holder = observation.Holder.Node?.Datacenter;
        var refusals = ImmutableArray.CreateBuilder<string>();
        var pending = ImmutableArray.CreateBuilder<string>();
        var blocked = false;
        var skipped = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var (datacenter, file) in rendered.Haproxy)
        {
            var agents = observation.Nodes.Where(node => node.Datacenter == datacenter && node.Haproxy is not null).ToList();
            if (agents.Count == 0)
                skipped.Add(datacenter);
            foreach (var agent in agents)
            {
                var behind = Judge(agent.Haproxy!.Revision, agent.Haproxy.Refused, file.Revision, $"{agent}: haproxy", refusals, pending);
                blocked |= behind && datacenter != holder;
            }

            foreach (var node in observation.Nodes.Where(node => node.Datacenter == datacenter && node.Vrrp is not null))
            {
                if (rendered.Keepalived[datacenter].FirstOrDefault(candidate => candidate.Name == Names.KeepalivedFile(node.Node)) is { } wished)
                    Judge(node.Vrrp!.Revision, node.Vrrp.Refused, wished.Revision, $"{node}: keepalived", refusals, pending);
            }
        }

        return new RolloutState
        {
            HeldBack = blocked && holder is not null && rendered.Haproxy.ContainsKey(holder) ? [holder] : [],
            Skipped = skipped.ToImmutable(),
            Refusals = refusals.ToImmutable(),
            Pending = pending.ToImmutable(),
        };
    }

    private static bool Judge(string? running, Api.RefusedConfiguration? refused, string wished, string who, ImmutableArray<string>.Builder refusals, ImmutableArray<string>.Builder pending)
    {
        if (running == wished)
            return false;
        if (refused?.Revision == wished)
            refusals.Add($"{who} refused configuration {Revision.Short(wished)}: {refused.Message}");
        else
            pending.Add(who);
        return true;
    }
}
