#!/usr/bin/env bash
# Runs the tests and ends with a line `N passed, N failed`.
#   run.sh [all|unit|e2e]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
which=${1:-all}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
say() { printf '\n== %s\n' "$*"; }

tests/cluster/setup.sh
log=$(mktemp)
# an interrupted test host cannot take its cluster down
trap 'rm -f "$log" "$log.one"; [ "$which" = unit ] || [ -n "${KUBECONFIG:-}" ] || [ "${KEEP:-}" = 1 ] || tests/cluster/cluster.sh down' EXIT
trap 'exit 130' INT TERM
failed=0 broken_off=0
# more than this many failures are no accident
TRIED_AGAIN=3

say "Building (warnings are errors)"
dotnet build Operator.sln -nologo -v q -clp:NoSummary

# generated configuration is checked by this machine's haproxy and keepalived and by those of the node's image
if [ "$which" != e2e ]; then EXCHANGE_HA_NODE_ROOT=$(tests/cluster/images.sh node-root); export EXCHANGE_HA_NODE_ROOT; fi

# somebody else's cluster has no cables to pull and no address of ours: only what asks for an API server and nothing more runs there
filter=()
if [ -n "${KUBECONFIG:-}" ] && [ "$(dirname "$KUBECONFIG")" != "${CLUSTER_DIR:-/run/exchange-ha-lab}" ]; then
  say "KUBECONFIG names another cluster: of the end-to-end tests those run that need an API server alone"
  filter=(--filter Category=AnyCluster)
fi

projects=()
[ "$which" = e2e ] || projects+=(Architecture Chart Kubernetes Contract Faults Balancing Agent Controller Operator)
[ "$which" = unit ] || projects+=(EndToEnd)
# run_project PROJECT [FILTER]
run_project() {
  local project=$1 arguments=() environment=(env)
  [ "$project" != EndToEnd ] || arguments=("${filter[@]}")
  if [ "$project" = Contract ]; then
    # without a cluster only the fake is asked; with one a real API server and a CRD server too, but not the cluster's, which this network does not reach
    [ "$which" = all ] || arguments=(--filter 'FullyQualifiedName~OnTheFake|FullyQualifiedName~InCSharp')
    [ "${KUBECONFIG:-}" != "${CLUSTER_DIR:-/run/exchange-ha-lab}/admin.kubeconfig" ] || environment=(env -u KUBECONFIG)
  fi
  [ $# = 1 ] || arguments=(--filter "$2")
  # a hang would otherwise eat the time of everything after it; no test comes near it
  timeout --kill-after=60 4200 "${environment[@]}" dotnet test "tests/$project.Tests" --no-build -nologo "${arguments[@]}" --logger "console;verbosity=normal" 2>&1 | tee "$log.one"
}

failed_tests() { sed -nE 's/^  Failed ([A-Za-z0-9_.+]+).*/\1/p' "$1" | sort -u; }
total() { awk -v key="$1" '$1 == key ":" { sum += $2 } END { print sum + 0 }' "$2"; }

for project in "${projects[@]}"; do
  say "$project"
  # one that fails without a failed test broke off, and nothing is to be tried again
  run_project "$project" || { failed=1; grep -q '^  Failed ' "$log.one" || broken_off=1; }
  # a project that is not built, or holds no test, says nothing and ends with 0
  grep -q '^Total tests: [1-9]' "$log.one" || { say "$project ran no test"; failed=1; broken_off=1; }
  cat "$log.one" >>"$log"
done

passed=$(total Passed "$log"); broken=$(total Failed "$log")
# once more at the end, where they are found
[ "$broken" = 0 ] || { say "What failed"; grep -A 60 '^  Failed ' "$log" | cut -c 1-400 || true; }
# A machine shared with others can starve a cluster of five kubelets for longer than any bound. So the few that failed are tried once more, by themselves, and the
# run says so: what fails twice is broken.
mapfile -t suspects < <(failed_tests "$log")
if [ $broken_off = 0 ] && [ ${#suspects[@]} -gt 0 ] && [ "$broken" -le "$TRIED_AGAIN" ]; then
  steady=1
  for name in "${suspects[@]}"; do
    project=${name#ExchangeHA.}; project=${project%%.Tests.*}
    say "Once more: $name"
    run_project "$project" "FullyQualifiedName~$name" && grep -q '^Total tests: [1-9]' "$log.one" || steady=0
  done
  if [ $steady = 1 ]; then
    passed=$((passed + broken)) broken=0 failed=0
    say "Unsteady: these failed and passed when tried once more"
    printf '%s\n' "${suspects[@]}"
  fi
fi
# a run that could not even start its tests is a failure too
[ $failed = 0 ] || [ "$broken" -gt 0 ] || broken=1
[ "$broken" = 0 ] || { say "Failed, in short"; printf 'failed: %s\n' "${suspects[@]}"; }
printf '\n%d passed, %d failed\n' "$passed" "$broken"
[ "$broken" = 0 ] && [ $failed = 0 ]
