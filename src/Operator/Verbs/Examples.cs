namespace ExchangeHA.Operator.Verbs;

/// <summary>How each verb is used: command lines that work, shown by its help. What stands behind <c>#</c> is for the reader.</summary>
internal static class Examples
{
    private const string Haproxy = "--secret mail-dc1-haproxy --balancer-node mail-node-a --port 19357";
    private const string Keepalived = "--secret mail-dc1-keepalived --balancer-node mail-node-a --port 19613";

    public static string[] Of(string verb) => verb switch
    {
        "" =>
        [
            "exchange-ha validate -f mail.yaml                        # what is wrong with it",
            "exchange-ha render -f mail.yaml -o out                   # what would run",
            "exchange-ha operator --node-image exchange-ha/node:0.1.0 # run it, in a cluster",
        ],
        "operator" =>
        [
            "exchange-ha operator --node-image registry.example.com/exchange-ha/node:0.1.0",
            "exchange-ha operator --node-image exchange-ha/node:0.1.0 --namespace mail --namespace mail-test --log-format json",
        ],
        "wait" =>
        [
            "exchange-ha wait mail                                    # until the address is served",
            "exchange-ha wait mail -n mail --for Accepted --timeout 30",
        ],
        "agent" =>
        [
            $"exchange-ha agent haproxy {Haproxy}       # in the pods that the operator makes",
            $"exchange-ha agent keepalived {Keepalived}",
        ],
        "agent haproxy" =>
        [
            $"exchange-ha agent haproxy --stage {Haproxy}       # the init container",
            $"exchange-ha agent haproxy {Haproxy}               # beside haproxy",
            $"exchange-ha agent haproxy --hand-over {Haproxy}   # haproxy's preStop hook",
        ],
        "agent keepalived" =>
        [
            $"exchange-ha agent keepalived --stage {Keepalived}   # the init container",
            $"exchange-ha agent keepalived --launch {Keepalived}  # becomes keepalived",
            $"exchange-ha agent keepalived {Keepalived}           # beside keepalived",
        ],
        "render" =>
        [
            "exchange-ha render -f mail.yaml                          # print everything",
            "exchange-ha render -f mail.yaml -f nodes.yaml -o out     # for these nodes, into out/NAMESPACE/NAME/",
            "kubectl kustomize overlays/prod | exchange-ha render -f - --assume-secrets",
        ],
        "validate" =>
        [
            "exchange-ha validate -f mail.yaml",
            "exchange-ha validate -f balancers/ secrets.yaml -o json",
            "helm template . | exchange-ha validate -f - --assume-secrets",
        ],
        "crds" =>
        [
            "exchange-ha crds | kubectl apply -f -",
            "exchange-ha crds -o crds",
        ],
        "completion" =>
        [
            "source <(exchange-ha completion bash)",
            "exchange-ha completion zsh > ~/.zfunc/_exchange-ha",
        ],
        _ => [],
    };
}
