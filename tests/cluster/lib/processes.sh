# Sourced by cluster.sh, api-server.sh and crd-server.sh: what they start, find and end. A process belongs to the cluster by its network namespace or its
# cgroup; what runs in the machine's own namespace is known by its record alone.
# shellcheck shell=bash disable=SC2154

# start NAME NAMESPACE COMMAND...: in the background, output to NAME.log, record in pids/NAME. The namespace `machine` is the machine's own.
start() {
  local name=$1 enter; mapfile -t enter < <(entering "$2"); shift 2
  # the lock of this shell (9) is not for children to hold
  setsid "${enter[@]}" "$@" >>"$run/$name.log" 2>&1 </dev/null 9>&- &
  echo "$! $(born $!)" >"$run/pids/$name"
  # no word from this shell when the process is killed one day
  disown
}

# born PID: when it started, in ticks since boot; nothing if it has ended, also when nobody has asked yet how (zombie). A pid alone may have
# been taken over by a stranger since.
born() { sed -n 's/.*) [^ZX] //p' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 19; }

# recorded NAME: the pid of what `start` started, if it still runs
recorded() {
  local pid started
  read -r pid started 2>/dev/null <"$run/pids/$1" || return 1
  [ -n "$started" ] && [ "$(born "$pid")" = "$started" ] && echo "$pid"
}
has_ended() { ! recorded "$1"; }

# end NAME [SIGNAL]
end() {
  local pid; pid=$(recorded "$1") || return 0
  kill "-${2:-KILL}" "$pid" 2>/dev/null || true
  wait_until 10 has_ended "$1" || die "$1 did not end"
}

# what a failed `up` leaves to read
keep_logs() {
  rm -rf "$cache/failed"; mkdir -p "$cache/failed"
  cp "$run"/*.log "$cache/failed/" 2>/dev/null || true
  say "The logs are in $cache/failed"
}

# daemon_pids NODE PROCESS: host-network pods share their node's network namespace, so that is where to look
daemon_pids() {
  local pattern directory
  case $2 in
    haproxy | keepalived) pattern="^([^ ]*/)?$2 " ;;
    agent) pattern='exchange-ha agent ' ;;
    haproxy-agent | keepalived-agent) pattern="exchange-ha agent ${2%-agent} " ;;
    *) die "no such process: $2 (haproxy, keepalived, agent, haproxy-agent, keepalived-agent)" ;;
  esac
  for directory in $(ip netns pids "$prefix-$1"); do
    if tr '\0' ' ' <"/proc/$directory/cmdline" 2>/dev/null | grep -qE "$pattern"; then echo "$directory"; fi
  done
}

# signal_daemon SIGNAL NODE PROCESS
signal_daemon() {
  local pids; mapfile -t pids < <(daemon_pids "$2" "$3")
  [ ${#pids[@]} -gt 0 ] || die "$3 does not run on $2"
  kill "-$1" "${pids[@]}"
  echo "${pids[@]}"
}

# pids_of HOST...: every process of these hosts, in their namespaces or in their nodes' cgroups (pods with a network of their own); * for all
pids_of() {
  local host namespace
  for namespace in $(namespaces "$@"); do ip netns pids "$namespace"; done
  for host; do find /sys/fs/cgroup -mindepth 1 -path "*/$prefix-$host/*" -name cgroup.procs -exec cat {} + 2>/dev/null || true; done
}

# remove_hosts HOST...: and everything that runs there; * for all
remove_hosts() {
  local host namespace pids deadline=$((SECONDS + 30))
  # again and again: what is killed first may just have started something
  while mapfile -t pids < <(pids_of "$@" | sort -u) && [ ${#pids[@]} -gt 0 ]; do
    kill -KILL "${pids[@]}" 2>/dev/null || true
    [ "$SECONDS" -lt "$deadline" ] || die "these processes do not end: ${pids[*]}"
    sleep 0.1
  done
  # nodes' mounts are gone with their mount namespaces
  for namespace in $(namespaces "$@"); do ip netns del "$namespace"; done
  for host; do find /sys/fs/cgroup -mindepth 1 -depth -type d \( -path "*/$prefix-$host" -o -path "*/$prefix-$host/*" \) -exec rmdir {} + 2>/dev/null || true; done
}

tear_down() { remove_hosts '*'; rm -rf --one-file-system "$run" "$cache/nodes"; }
