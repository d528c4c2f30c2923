namespace ExchangeHA.Kubernetes.Tests.Infrastructure;

internal sealed record RecordedRequest(string Method, string PathAndQuery, string Body, string? ContentType, string Authorization, string Protocol);
