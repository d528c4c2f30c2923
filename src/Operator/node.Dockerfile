# The node's image: haproxy, keepalived and the program, which is the agent here. Pods name the command of each container.
#   dotnet publish src/Operator -c Release -o artifacts/exchange-ha
#   docker build -f src/Operator/node.Dockerfile -t exchange-ha/node:0.1.0 artifacts/exchange-ha
ARG BASE=debian:trixie-slim
FROM ${BASE}
RUN missing=; for package in haproxy keepalived iproute2 nftables ca-certificates libssl3t64 libstdc++6; do dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"; done; \
    [ -z "$missing" ] || { apt-get update && apt-get install -y --no-install-recommends $missing && rm -rf /var/lib/apt/lists/*; }
# No diagnostics socket: the root file system is read-only. Starting quickly counts: no profiling, and
# methods that are called often are compiled anew after 10 s (hexadecimal, in ms), not amid the start: 129 instead of 176 ticks of an agent's first 20 s (measured).
# Threads that wait for work do not spin: a third of an operator's processor time went into it, and the latency of changes with it (measured, decision 29).
ENV DOTNET_EnableDiagnostics=0 DOTNET_TieredPGO=0 DOTNET_TC_CallCountingDelayMs=0x2710 DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=0
# Last, so that a change of the program replaces this layer only.
COPY --chmod=0755 exchange-ha /usr/local/bin/exchange-ha
