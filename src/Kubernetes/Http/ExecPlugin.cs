namespace ExchangeHA.Kubernetes.Http;

/// <summary>The <c>exec</c> section of a kubeconfig user.</summary>
internal sealed record ExecPlugin(string ApiVersion, string Command, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string? InstallHint);
