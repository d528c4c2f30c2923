# Sourced by cluster.sh: what it starts, finds and ends. A process belongs to the cluster by its network namespace or its cgroup.
# shellcheck shell=bash disable=SC2154

# start NAME NAMESPACE COMMAND...: in the background, output to NAME.log, pid to pids/NAME
start() {
  local name=$1 namespace=$2; shift 2
  # the lock of this shell (9) is not for children to hold
  setsid nsenter --net="/run/netns/$prefix-$namespace" -- "$@" >>"$run/$name.log" 2>&1 </dev/null 9>&- &
  echo $! >"$run/pids/$name"
  # no word from this shell when the process is killed one day
  disown
}

# is_in PID NAMESPACE: a recorded pid may have been taken over by a stranger since
is_in() { [ "$(stat -Lc %i "/proc/$1/ns/net" 2>/dev/null)" = "$(stat -Lc %i "/run/netns/$prefix-$2")" ]; }

# recorded NAME NAMESPACE: the pid of what `start` started, if it still runs
recorded() {
  local pid; pid=$(cat "$run/pids/$1" 2>/dev/null) || return 1
  is_in "$pid" "$2" && echo "$pid"
}

# end NAME NAMESPACE [SIGNAL]
end() {
  local pid; pid=$(recorded "$1" "$2") || return 0
  kill "-${3:-KILL}" "$pid" 2>/dev/null || true
  wait_until 10 test ! -e "/proc/$pid" || die "$1 did not end"
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

# every process of the cluster: in its namespaces, or in its nodes' cgroups (pods with a network of their own)
cluster_pids() {
  local namespace
  for namespace in $(namespaces); do ip netns pids "$namespace"; done
  find /sys/fs/cgroup -mindepth 1 -path "*/$prefix-*" -name cgroup.procs -exec cat {} + 2>/dev/null || true
}

tear_down() {
  local namespace pids deadline=$((SECONDS + 30))
  # again and again: what is killed first may just have started something
  while mapfile -t pids < <(cluster_pids | sort -u) && [ ${#pids[@]} -gt 0 ]; do
    kill -KILL "${pids[@]}" 2>/dev/null || true
    [ "$SECONDS" -lt "$deadline" ] || die "these processes do not end: ${pids[*]}"
    sleep 0.1
  done
  # nodes' mounts are gone with their mount namespaces
  for namespace in $(namespaces); do ip netns del "$namespace"; done
  find /sys/fs/cgroup -mindepth 1 -depth -type d -path "*/$prefix-*" -exec rmdir {} + 2>/dev/null || true
  rm -rf --one-file-system "$run" "$cache/nodes"
}
