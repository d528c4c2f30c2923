#!/usr/bin/env bash
# `make demo`: the main job in a transcript for a person to read. A real cluster, one resource, the address served, three disasters.
#   demo.sh            KEEP=1 leaves the cluster up
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
cluster=$here/cluster.sh
vip=172.30.129.131
KEEP=${KEEP:-}
work=$(mktemp -d -t exchange-ha-demo.XXXXXX)
trap 'rm -rf "$work"; [ "$KEEP" = 1 ] || { say "Taking the cluster down"; "$cluster" down; }' EXIT
trap 'exit 130' INT TERM
demo_started=$SECONDS

bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'
[ -t 1 ] || bold='' dim='' plain=''
title() { printf '\n%s━━ %s %s\n\n' "$bold" "$*" "$plain"; }
tell() { printf '%s\n' "$*"; }
# shows the command as one would type it, then does it
show() { printf '%s$ %s%s\n' "$dim" "$*" "$plain"; }
kubectl() { "$cluster" kubectl "$@"; }
columns() {
  show "kubectl -n exchange get exchangebalancers,balancernodes"
  kubectl -n exchange get exchangebalancers; echo; kubectl -n exchange get balancernodes
}
milliseconds() { date +%s%3N; }
# until SECONDS WHAT COMMAND...: waits and says so
until_true() {
  local limit=$1 what=$2; shift 2
  wait_until "$limit" "$@" || { tell "It did not happen within $limit s: $what"; kubectl -n exchange get pods,exchangebalancers,balancernodes -o wide; exit 1; }
}
answers() { "$cluster" run client1 curl -skf --max-time 0.5 --resolve "mail.domain.com:443:$vip" https://mail.domain.com/owa/; }
column() { kubectl -n exchange get exchangebalancer mail -o "jsonpath={.status.$1}"; }
holder_in() { [[ "$(column holder)" == "$1"/* ]]; }
ready_reason() { kubectl -n exchange get exchangebalancer mail -o 'jsonpath={.status.conditions[?(@.type=="Ready")].reason}'; }
serving() { [ "$(ready_reason)" = Serving ]; }
field() { grep -o "\"$2\":[0-9.]*" "$1" | tail -n 1 | cut -d : -f 2; }
servers() { grep -o '"servers":{[^}]*}' "$1" | tail -n 1 | cut -d '{' -f 2 | tr -d '"}' | sed 's/:/ × /g; s/,/,  /g'; }

# load NAME CLIENT SECONDS: opens 50 connections a second in the background; `harvest NAME` waits for the end
declare -A loads
load() { "$cluster" client "$2" --address "$vip" --rate 50 --duration "$3" >"$work/$1.json" 2>"$work/$1.log" & loads[$1]=$!; sleep 2; }
harvest() { wait "${loads[$1]}" || { cat "$work/$1.log"; exit 1; }; }

results=()
# result FAULT NAME RECIPE
result() {
  local outage failed; outage=$(field "$work/$2.json" longestOutageMilliseconds); failed=$(field "$work/$2.json" failed)
  printf '%s of %s requests failed; the longest outage was %s ms (the recipe: %s)\n' "$failed" "$(field "$work/$2.json" requests)" "$outage" "$3"
  results+=("$1|$failed|$outage ms|$3")
}

title "A Kubernetes in two datacenters"
tell "A control plane and four nodes in network namespaces: node-a and node-b in dc1, node-c and node-d in dc2, one link between"
tell "them. Four Exchange stand-ins (TLS, health pages, SMTP), a name server, and a client in each datacenter."
"$cluster" up
show "kubectl get nodes -L topology.kubernetes.io/zone"
kubectl get nodes -L topology.kubernetes.io/zone

title "Installing exchange-ha"
# kubectl 1.20 does not know the rules in the definitions, and takes them for a mistake
show "kubectl apply --validate=false -k config/default"
(cd "$root" && kubectl apply --validate=false -k config/default) | tail -n 12
until_true 180 "the operator is available" kubectl -n exchange rollout status deployment/exchange-ha-operator --timeout=170s
operator_ready=$(kubectl -n exchange get pods -l app.kubernetes.io/component=operator -o json | jq '[.items[]
  | (.status.conditions[] | select(.type == "Ready").lastTransitionTime | fromdate) - (.status.containerStatuses[0].state.running.startedAt | fromdate)] | min')
show "kubectl -n exchange get pods"
kubectl -n exchange get pods

title "One resource"
sed 's/^/    /' "$root/config/samples/recipe.yaml"

title "Applying it"
show "kubectl apply -f config/samples/recipe.yaml"
applied=$(milliseconds)
kubectl apply -f "$root/config/samples/recipe.yaml"
until_true 120 "the address answers" answers
first_answer=$(($(milliseconds) - applied))
tell ""; tell "The address answered ${bold}$first_answer ms${plain} after the command was typed."; tell ""
tell "To spare the reader half minutes, a datacenter takes the address back after 2 s from here on, not 30:"
show "kubectl -n exchange patch exchangebalancer mail --type merge -p '{\"spec\":{\"vip\":{\"preemption\":{\"delay\":\"2s\"}}}}'"
kubectl -n exchange patch exchangebalancer mail --type merge -p '{"spec":{"vip":{"preemption":{"delay":"2s"}}}}'; tell ""
until_true 180 "everything is well" serving
until_true 120 "dc1, which has the higher priority, holds the address" holder_in dc1
columns
tell ""; tell "Which servers answered 100 requests of each client:"
load calm1 client1 2; load calm2 client2 2; harvest calm1; harvest calm2
tell "    client in dc1:  $(servers "$work/calm1.json")"
tell "    client in dc2:  $(servers "$work/calm2.json")"

title "Disaster 1: every Exchange server of dc1 dies"
load servers client1 14
"$cluster" exchange exch1 kill; "$cluster" exchange exch2 kill
until_true 60 "dc2 holds the address" holder_in dc2
harvest servers
result "all servers of a datacenter killed" servers "449 failed, 4.5 s"
tell "Answered by:  $(servers "$work/servers.json")"; tell ""
columns
tell ""; tell "They come back, and after preemption.delay so does the address."
"$cluster" exchange exch1 start; "$cluster" exchange exch2 start
until_true 120 "dc1 holds the address again" holder_in dc1
until_true 120 "everything is well" serving

title "Disaster 2: haproxy dies on the node that holds the address"
holder=$(column holder); tell "The holder is $holder."
load haproxy client1 10
"$cluster" kill "${holder#*/}" haproxy >/dev/null
harvest haproxy
result "haproxy killed" haproxy "453 failed, 4.5 s"
until_true 120 "everything is well again" serving
columns
until_true 120 "dc1 holds the address again" holder_in dc1

title "Disaster 3: the link between the datacenters breaks"
load cut1 client1 16; load cut2 client2 16
"$cluster" cut
harvest cut1; harvest cut2
tell "Each side serves its own clients:"
tell "    client in dc1:  $(servers "$work/cut1.json"), $(field "$work/cut1.json" failed) failed"
tell "    client in dc2:  $(servers "$work/cut2.json")"
tell "On the far side:"
result "link cut, far side" cut2 "239 failed, 2.4 s"
"$cluster" heal
tell ""; tell "The link is back."
until_true 180 "everything is well again, with one holder" serving
until_true 120 "dc1 holds the address" holder_in dc1
columns

title "Events"
show "kubectl -n exchange get events"
kubectl -n exchange get events.v1.events.k8s.io --sort-by=.metadata.creationTimestamp -o custom-columns='TYPE:.type,REASON:.reason,NOTE:.note' 2>/dev/null | { grep -E '^TYPE|Address|Server|Configuration' || true; } | tail -n 16

title "Figures"
# memory FIELD PATTERN: KiB of the process whose command line matches, the largest, by a field of proc(5) status
memory() {
  local directory
  for directory in /proc/[0-9]*; do
    # processes come and go while one looks
    { if tr '\0' ' ' <"$directory/cmdline" | grep -qE "$2"; then awk -v field="$1:" '$1 == field { print $2 }' "$directory/status"; fi; } 2>/dev/null || true
  done | sort -rn | head -n 1
}
mib() { awk -v kib="${1:-0}" 'BEGIN { printf "%.0f MiB", kib / 1024 }'; }
size=$(stat -c %s "$(find "$cache/programs" -mindepth 2 -maxdepth 2 -name exchange-ha -printf '%T@ %p\n' | sort -rn | head -n 1 | cut -d ' ' -f 2-)")
row() { printf '  %-58s %12s   %s\n' "$1" "$2" "${3:-}"; }
row "apply of the first resource until the address answers" "$first_answer ms" "(aim: under 10 s)"
row "operator, start of the container until ready" "$operator_ready s" "(whole seconds)"
# TITLE PATTERN: what the process has for itself beside what it maps of the program's file, which all processes of a node share
memory_row() { row "$1" "$(mib "$(memory VmRSS "$2")")" "($(mib "$(memory RssAnon "$2")") of it its own)"; }
memory_row "operator, resident memory" '^/exchange-ha operator '
memory_row "agent beside haproxy, resident memory, the largest" 'exchange-ha agent haproxy --secret'
memory_row "agent beside keepalived, resident memory, the largest" 'exchange-ha agent keepalived --secret'
row "the program, published" "$((size / 1048576)) MiB"
tell ""
printf '  %-40s %8s %14s   %s\n' "fault (50 new connections/s, 2 s time-out)" failed outage "the recipe (100/s)"
for line in "${results[@]}"; do IFS='|' read -r fault failed outage recipe <<<"$line"; printf '  %-42s %8s %14s   %s\n' "$fault" "$failed" "$outage" "$recipe"; done
tell ""; tell "  The whole demonstration took $((SECONDS - demo_started)) s."

if [ "$KEEP" = 1 ]; then
  title "The cluster stays up"
  tell "  tests/cluster/cluster.sh kubectl -n exchange get exchangebalancers,balancernodes,pods -o wide"
  tell "  tests/cluster/cluster.sh run client1 curl -sk --resolve mail.domain.com:443:$vip https://mail.domain.com/owa/"
  tell "  tests/cluster/cluster.sh run client1 curl -s -u admin:adminpassword http://172.30.129.11:8080/      # haproxy's statistics page"
  tell "  tests/cluster/cluster.sh                                            # every lever"
  tell "  make demo-down                                                      # ends it"
fi
