#!/usr/bin/env bash
# `make bench-failover`: what each fault costs the clients, with the recipe's hand-made pair and with exchange-ha, in turn on the same hosts in
# the same run. Prints a table and keeps it in docs/failover.md.
#   FAULTS="server-killed link-cut"   some of them, the table's other rows stay; without it all, see below
#   SIDES="recipe exchange-ha"        RUNS=3                KEEP=1 leaves the cluster up
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
cluster=$here/cluster.sh
vip=172.30.129.131
rate=50 kept=25 seconds=20 before=3                # per client, one in each datacenter; the fault comes after `before` seconds
runs=${RUNS:-3} sides=${SIDES:-recipe exchange-ha}
all="server-killed server-frozen server-unplugged server-unhealthy server-flapping servers-killed haproxy-killed haproxy-frozen keepalived-killed
  keepalived-frozen agents-killed pod-deleted node-unplugged node-frozen node-drained link-cut link-healed link-flapping loss-10 loss-30
  servers-killed-without-kubernetes haproxy-killed-without-kubernetes
  node-unplugged-at-100ms link-cut-at-100ms loss-30-at-100ms"
faults=${FAULTS:-$all}
work=$(mktemp -d -t exchange-ha-failover.XXXXXX)
trap 'rm -rf "$work"; [ "${KEEP:-}" = 1 ] || "$cluster" down' EXIT
trap 'exit 130' INT TERM

kubectl() { "$cluster" kubectl "$@"; }
# nothing of the machine's own namespace is touched: the two bridges stand in one of the lab's
fabric() { nsenter "--net=/run/netns/$prefix-fabric" -- "$@"; }
hosts() { if [ "$side" = recipe ]; then echo old1 old2; else echo node-a node-b node-c node-d; fi; }
# not through a pipe: grep ends it at the first match, and what wrote into it then counts as failed
holders() { local host; for host in $(hosts); do [[ "$("$cluster" run "$host" ip -oneline address show)" != *" $vip/"* ]] || echo "$host"; done; }
answers() { "$cluster" run "$1" curl -skf --max-time 1 --resolve "mail.domain.com:443:$vip" https://mail.domain.com/owa/; }
# the last change is in force everywhere
settled() {
  local says
  says=$(kubectl -n exchange get exchangebalancer mail -o 'jsonpath={.metadata.generation} {.status.observedGeneration} {.status.conditions[?(@.type=="Ready")].reason} {.status.conditions[?(@.type=="Reconciling")].status}')
  [[ "$says" =~ ^([0-9]+)\ ([0-9]+)\ Serving\ $ ]] && [ "${BASH_REMATCH[1]}" = "${BASH_REMATCH[2]}" ]
}
processes_of() { ip netns pids "$prefix-$1"; }

# steady: all is well, and one node of dc1 has the address
is_steady() {
  local now; now=$(holders)
  [[ "$now" =~ ^(old1|node-a|node-b)$ ]] && answers client1 && answers client2 && { [ "$side" = recipe ] || settled; }
}
steady() {
  wait_until 420 is_steady || { [ "$side" = recipe ] || kubectl -n exchange get pods,exchangebalancers,balancernodes -o wide; die "$side did not become steady again: held by $(holders | tr '\n' ' ')"; }
  # the recipe's checks need two good ones, 3 s apart
  [ "$side" = exchange-ha ] || sleep 8
  holder=$(holders)
}

# applies FAULT: what the recipe has none of is not asked of it (VRRPv2, with its password, knows whole seconds alone)
applies() { case "$side $1" in "recipe agents-killed" | "recipe pod-deleted" | "recipe node-drained" | recipe*-without-kubernetes | recipe*-at-100ms) return 1 ;; esac; }

# resource FAULT: the balancer that it is tried on
resource() {
  sed 's/delay: 30s/delay: 2s/' "$root/config/samples/recipe.yaml" |
    case $1 in
      *-at-100ms) sed -e '/^    authentication: {secretKeyRef: {name: mail-vrrp/d' -e "s/advertisementInterval: 1s/advertisementInterval: 100ms\n    downAfterAdvertisements: $(down_after "$1")/" ;;
      *) cat ;;
    esac
}
down_after() { case $1 in loss-*) echo 10 ;; *) echo 3 ;; esac; }
# only when it differs: the same again is no change
deploy() { [ "$side" = recipe ] || resource "$1" | kubectl apply -f - >/dev/null; }

prepare() {                                         # what must be so before the clients begin
  case $1 in
    link-healed) "$cluster" cut; sleep 12 ;;
    *-without-kubernetes) "$cluster" api stop; for node in node-a node-b node-c node-d; do freeze_operator STOP "$node"; done ;;
  esac
}

# the operator's pods have a network of their own: found by their program
freeze_operator() { local pid; for pid in $(pgrep -f '^/exchange-ha operator ' || true); do [[ "$(cat "/proc/$pid/cgroup")" != *"$prefix-$2"* ]] || kill "-$1" "$pid"; done; }

strike() {
  local number
  case $1 in
    server-killed) "$cluster" exchange exch1 kill ;;
    server-frozen) "$cluster" exchange exch1 freeze ;;
    server-unplugged) "$cluster" crash exch1 ;;
    server-unhealthy) "$cluster" exchange exch1 fail ews ;;
    server-flapping) for number in 1 2 3 4 5; do "$cluster" exchange exch1 kill; sleep 1; "$cluster" exchange exch1 start; sleep 1; done ;;
    servers-killed*) "$cluster" exchange exch1 kill; "$cluster" exchange exch2 kill ;;
    haproxy-killed*) "$cluster" kill "$holder" haproxy ;;
    haproxy-frozen) "$cluster" freeze "$holder" haproxy ;;
    keepalived-killed) "$cluster" kill "$holder" keepalived ;;
    keepalived-frozen) "$cluster" freeze "$holder" keepalived ;;
    agents-killed) "$cluster" kill "$holder" agent ;;
    pod-deleted) kubectl -n exchange delete pod --wait=false -l app.kubernetes.io/component=haproxy --field-selector "spec.nodeName=$holder" ;;
    node-unplugged*) "$cluster" crash "$holder" ;;
    node-frozen) processes_of "$holder" | xargs kill -STOP ;;
    node-drained) kubectl cordon "$holder" ;;
    link-cut*) "$cluster" cut ;;
    link-healed) "$cluster" heal ;;
    link-flapping) for number in 1 2 3 4 5; do "$cluster" cut; sleep 1; "$cluster" heal; sleep 1; done ;;
    loss-*) fabric nft -f - <<<"table bridge loss { chain forward { type filter hook forward priority 0; iifname { wan1, wan2 } numgen random mod 100 < $(percent "$1") drop; }; }" ;;
    *) die "no such fault: $1 ($all)" ;;
  esac >/dev/null
}

percent() { cut -d - -f 2 <<<"$1"; }

mend() {
  case $1 in
    server-killed | server-flapping) "$cluster" exchange exch1 start ;;
    server-frozen) "$cluster" exchange exch1 thaw ;;
    server-unplugged) "$cluster" revive exch1 ;;
    server-unhealthy) "$cluster" exchange exch1 ok ews ;;
    servers-killed*) "$cluster" exchange exch1 start; "$cluster" exchange exch2 start ;;
    haproxy-frozen) ! "$cluster" thaw "$holder" haproxy ;;
    keepalived-frozen) ! "$cluster" thaw "$holder" keepalived ;;
    node-unplugged*) "$cluster" revive "$holder" ;;
    node-frozen) processes_of "$holder" | xargs kill -CONT ;;
    node-drained) kubectl uncordon "$holder" ;;
    link-cut* | link-flapping) "$cluster" heal ;;
    loss-*) fabric nft delete table bridge loss ;;
  esac >/dev/null 2>&1 || true
  case $1 in *-without-kubernetes) for node in node-a node-b node-c node-d; do freeze_operator CONT "$node"; done; "$cluster" api start ;; esac
  # what died of the pair stays dead; exchange-ha's comes back by itself
  if [ "$side" = recipe ]; then "$cluster" pair stop; MENDED=1 "$cluster" pair start; fi
}

number_of() { jq -s "[.[] | select(.event == \"summary\") | $1] | $2" "$work"/client*.json; }

# measure FAULT: a line of figures in $work/FAULT.SIDE
measure() {
  local fault=$1 client loads=() load after moved
  deploy "$fault"
  steady
  prepare "$fault"
  for client in client1 client2; do
    "$cluster" client $client --address $vip --rate $rate --keep $kept --duration $seconds >"$work/$client.json" 2>"$work/$client.log" & loads+=($!)
  done
  sleep $before
  strike "$fault"
  for load in "${loads[@]}"; do wait "$load" || { cat "$work"/client*.log >&2; die "a client failed"; }; done
  after=$(holders | paste -sd +); after=${after:-nobody}
  moved=no; [ "$after" = "$holder" ] || moved=yes
  echo "$(number_of .failed add) $(number_of .longestOutageMilliseconds max) $(number_of '.keptBroken | add // 0' add) $moved $after" | tee -a "$work/$fault.$side" >"$work/last"
  mend "$fault"
  say "$side, $fault: $(awk '{ print $1 " failed, " $2 " ms, " $3 " kept connections broken, moved: " $4 ", held by " $5 }' "$work/last")"
}

# of FILE COLUMN: the median and the worst
of() { sort -n -k "$2,$2" "$1" | awk -v column="$2" '{ value[NR] = $column } END { print value[int((NR + 1) / 2)], value[NR] }'; }
cell() { read -r median worst <<<"$(of "$1" "$2")"; if [ "$2" = 2 ]; then awk -v a="$median" -v b="$worst" 'BEGIN { printf "%.2f s (%.2f)", a / 1000, b / 1000 }'; else echo "$median ($worst)"; fi; }
ratio() { awk -v ours="$(of "$1" 1 | cut -d ' ' -f 1)" -v theirs="$(of "$2" 1 | cut -d ' ' -f 1)" 'BEGIN { if (theirs > 0) printf "%.2f", ours / theirs; else print "-" }'; }

table() {
  local fault ours theirs
  echo "| fault | recipe: failed | longest outage | address after | exchange-ha: failed | longest outage | kept connections broken | address after | failed, of the recipe's |"
  echo "|---|---|---|---|---|---|---|---|---|"
  for fault in $all; do
    ours=$work/$fault.exchange-ha theirs=$work/$fault.recipe
    if [ ! -e "$ours" ] && [ ! -e "$theirs" ]; then grep "^| $fault |" "$work/before" || true; continue; fi
    printf '| %s |' "$fault"
    if [ -e "$theirs" ]; then printf ' %s | %s | %s |' "$(cell "$theirs" 1)" "$(cell "$theirs" 2)" "$(where "$theirs")"; else printf ' | | |'; fi
    if [ -e "$ours" ]; then printf ' %s | %s | %s | %s |' "$(cell "$ours" 1)" "$(cell "$ours" 2)" "$(cell "$ours" 3)" "$(where "$ours")"; else printf ' | | | |'; fi
    if [ -e "$ours" ] && [ -e "$theirs" ]; then printf ' %s |\n' "$(ratio "$ours" "$theirs")"; else printf ' |\n'; fi
  done
}
where() { awk '{ print ($4 == "yes" ? "moved to " : "stays on ") $5 }' "$1" | sort | uniq -c | awk '{ n = $1; $1 = ""; printf "%s%s%s", separator, substr($0, 2), (n == '"$runs"' ? "" : " (" n " of '"$runs"')"); separator = ", " }'; }

report() {
  echo "# Failover, measured"; echo
  echo "Made by \`make bench-failover\` on $(date +%F), $(nproc) cores of $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), $(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo) of memory."
  echo "Per run two clients, one in each datacenter, open $rate TLS connections a second each for $seconds s against the address (time-out 2 s) and hold"
  echo "$kept more open; the fault comes after $before s. Median of $runs runs, the worst in parentheses. **recipe**: the hand-made pair, haproxy and"
  echo "keepalived of Debian 12, its check script mended: curl alone, for as written it always fails. **exchange-ha**: \`config/samples/recipe.yaml\` with \`preemption.delay: 2s\`, two nodes in"
  echo "each datacenter, in pods of the tests' cluster; rows \`-at-100ms\` with VRRPv3 and an advertisement each 100 ms, the one with loss with \`downAfterAdvertisements: 10\`. Everything, clients and servers too, runs on this one machine."; echo
  table
}

cp "$root/docs/failover.md" "$work/before" 2>/dev/null || touch "$work/before"
[ -e "$run/up" ] || "$cluster" up
for side in $sides; do
  say "$side"
  if [ "$side" = recipe ]; then
    if kubectl get crd exchangebalancers.exchange-ha.io >/dev/null 2>&1; then kubectl -n exchange delete exchangebalancers --all --wait --timeout=120s; fi
    wait_until 180 eval '[ -z "$(side=exchange-ha holders)" ]' || die "the nodes did not give the address up"
    MENDED=1 "$cluster" pair start
  else
    "$cluster" pair stop
    # kubectl 1.20 takes rules in the definitions for a mistake
    (cd "$root" && kubectl apply --validate=false -k config/default) >/dev/null
  fi
  for fault in $faults; do
    applies "$fault" || continue
    for ((number = 0; number < runs; number++)); do measure "$fault"; done
    # as it goes, so that what was measured before an interruption is not lost
    report >"$root/docs/failover.md"
  done
  [ "$side" = exchange-ha ] || "$cluster" pair stop
done

cat "$root/docs/failover.md"
