# The operator's image: the program alone.
#   dotnet publish src/Operator -c Release -o artifacts/exchange-ha
#   docker build -f src/Operator/operator.Dockerfile -t exchange-ha/operator:0.1.0 artifacts/exchange-ha
ARG BASE=debian:trixie-slim
FROM ${BASE}
# OpenSSL and the C++ runtime are the two libraries that a self-contained .NET program does not bring along.
RUN missing=; for package in ca-certificates libssl3t64 libstdc++6; do dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"; done; \
    [ -z "$missing" ] || { apt-get update && apt-get install -y --no-install-recommends $missing && rm -rf /var/lib/apt/lists/*; }
# No diagnostics socket: the root file system is read-only. Starting quickly counts: no profiling, and
# methods that are called often are compiled anew after 10 s (hexadecimal, in ms), not amid the start: 129 instead of 176 ticks of an agent's first 20 s (measured).
# Threads that wait for work do not spin: a third of the operator's processor time went into it, and the latency of changes with it (measured, decision 29).
# New objects get 4 MB (hexadecimal) between collections: what a list of thousands leaves behind is soon given back.
ENV DOTNET_EnableDiagnostics=0 DOTNET_TieredPGO=0 DOTNET_TC_CallCountingDelayMs=0x2710 DOTNET_GCgen0size=0x400000 DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=0
# Last, so that a change of the program replaces this layer only.
COPY --chmod=0755 exchange-ha /exchange-ha
USER 65532:65532
ENTRYPOINT ["/exchange-ha"]
