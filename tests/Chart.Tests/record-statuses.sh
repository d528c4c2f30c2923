#!/usr/bin/env bash
# Takes the statuses of tests/Chart.Tests/statuses from a running cluster: `make demo KEEP=1`, or cluster.sh up, and then this. Some ten minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
cluster=tests/cluster/cluster.sh to=tests/Chart.Tests/statuses
k() { "$cluster" kubectl -n exchange "$@"; }
condition() { k get exb mail -o "jsonpath={.status.conditions[?(@.type==\"$1\")].status}/{.status.conditions[?(@.type==\"$1\")].reason}"; }
# until CONDITION PATTERN: polls for five minutes
until_is() { local i; for ((i = 0; i < 600; i++)); do [[ "$(condition "$1")" == $2 ]] && return; sleep 0.5; done; echo "$1 is $(condition "$1"), not $2" >&2; return 1; }
record() { k get "$2" "$3" -o json | jq 'del(.metadata.managedFields, .metadata.annotations, .metadata.ownerReferences, .metadata.selfLink, .spec)' >"$to/$1.yaml"; echo "recorded $1" >&2; }
operator() { k scale deployment exchange-ha-operator --replicas="$1" >/dev/null; [ "$1" != 0 ] || k wait --for=delete pod -l app.kubernetes.io/component=operator --timeout=120s >/dev/null; }
patch() { k patch exb mail --type=json -p "$1" >/dev/null; }

mkdir -p "$to"
"$cluster" kubectl apply --validate=false -k config/default >/dev/null
k delete exb mail --ignore-not-found >/dev/null
operator 0
k apply -f config/samples/recipe.yaml >/dev/null
record new exb mail
operator 2
until [ -n "$(k get exbn -o name)" ]; do sleep 0.1; done
record node-new exbn mail-node-a
until_is Reconciling True/RollingOut; record starting exb mail
until_is Ready True/Serving; record serving exb mail; record node-serving exbn mail-node-a

"$cluster" exchange exch1 kill; until_is BackendsHealthy False/ServersDown; record server-down exb mail; "$cluster" exchange exch1 start
until_is BackendsHealthy True/AllHealthy
for name in exch1 exch2 exch3 exch4; do "$cluster" exchange "$name" kill; done
until_is Ready False/*; record no-healthy-server exb mail
for name in exch1 exch2 exch3 exch4; do "$cluster" exchange "$name" start; done
until_is Ready True/Serving

"$cluster" cut; until_is Ready True/Degraded; until [ "$(k get exb mail -o 'jsonpath={.status.nodes}')" = 2/4 ]; do sleep 0.5; done
until_is Reconciling /; record link-cut exb mail; "$cluster" heal
until_is Ready True/Serving

operator 0
patch '[{"op":"replace","path":"/spec/datacenters/0/priority","value":100}]'
record changed-and-not-seen exb mail
operator 2
until_is Accepted False/Invalid; record refused-resource exb mail
patch '[{"op":"replace","path":"/spec/datacenters/0/priority","value":101}]'
until_is Ready True/Serving
patch '[{"op":"replace","path":"/spec/datacenters/1/interface","value":"nosuch0"}]'
until_is Stalled True/ConfigurationRefused
node=$(k get exbn -o json | jq -r '[.items[] | select(.status.vrrp.refusedRevision)][0].metadata.name')
record refused-configuration exb mail; record node-refused exbn "$node"
patch '[{"op":"replace","path":"/spec/datacenters/1/interface","value":"ens192"}]'
until_is Ready True/Serving
