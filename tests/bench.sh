#!/usr/bin/env bash
# `make bench`: measures, prints each part's table and writes it into docs/benchmarks.md. PARTS selects, separated by commas:
#   decode, store, queue, plan   in a process of their own, some seconds each
#   traffic                      the generated haproxy.cfg and the recipe's in turns, on loopback; ten minutes
#   fleet                        1,000 balancers (FLEET=100 for fewer) on a real API server without nodes; some minutes
#   cluster                      a change on the four-node cluster, which is made for it, or the one that KEEP=1 left up
source "$(dirname "${BASH_SOURCE[0]}")/cluster/lib/common.sh"
cd "$root"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
export REPORT=docs/benchmarks.md OPERATOR=$root/artifacts/exchange-ha/exchange-ha
PARTS=${PARTS:-decode,store,queue,plan,traffic,fleet,cluster}
bench=tests/Bench/bin/Release/net10.0/bench
step "Building the benchmarks" dotnet build tests/Bench -c Release -nologo -v q
traffic() { "$here/setup.sh" /usr/bin/wrk wrk; measure traffic; }
measure() { say "Measuring $1"; "$bench" "$1"; }

fleet() (
  step "Publishing the program" dotnet publish src/Operator -c Release -nologo -v q -o artifacts/exchange-ha
  export API_DIRECTORY=/run/exchange-ha-bench
  trap 'tests/cluster/api-server.sh down "$API_DIRECTORY"' EXIT
  trap 'exit 130' INT TERM
  tests/cluster/api-server.sh up "$API_DIRECTORY"
  eval "$(tests/cluster/api-server.sh env "$API_DIRECTORY")"
  # kubectl of 1.20 does not know the rules in the definitions, and the server drops them
  step "Creating the definitions" tests/cluster/api-server.sh kubectl "$API_DIRECTORY" apply --validate=false -f crds/exchange-ha.io_balancernodes.yaml -f crds/exchange-ha.io_exchangebalancers.yaml
  tests/cluster/api-server.sh kubectl "$API_DIRECTORY" wait --for=condition=Established --timeout=30s crd/balancernodes.exchange-ha.io crd/exchangebalancers.exchange-ha.io >/dev/null
  for name in exchange bare; do tests/cluster/api-server.sh kubectl "$API_DIRECTORY" create namespace $name >/dev/null; done
  measure fleet
)

cluster() (
  cluster=$here/cluster.sh
  [ "${KEEP:-}" = 1 ] || trap '"$cluster" down' EXIT
  trap 'exit 130' INT TERM
  "$cluster" up
  "$cluster" kubectl apply --validate=false -k config/default >/dev/null
  "$cluster" kubectl -n exchange rollout status deployment/exchange-ha-operator --timeout=170s
  "$cluster" kubectl apply -f config/samples/recipe.yaml >/dev/null
  ready() { [ "$("$cluster" kubectl -n exchange get exchangebalancer mail -o 'jsonpath={.status.conditions[?(@.type=="Ready")].reason}')" = Serving ]; }
  wait_until 300 ready || die "the balancer does not serve"
  # the API server's address is in the lab's network alone
  say "Measuring cluster"; "$cluster" run control "$bench" cluster
)

for part in ${PARTS//,/ }; do
  case $part in
    traffic | fleet | cluster) $part ;;
    *) measure "$part" ;;
  esac
done
