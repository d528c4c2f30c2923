#!/usr/bin/env bash
# A real multi-node Kubernetes in two datacenters on one machine, with Exchange stand-ins and clients; without Docker or a registry. Root.
#   cluster.sh up                                   everything, from scratch; what an earlier run left is removed first
#   cluster.sh down                                 everything, also what an interrupted or half-failed `up` left
#   cluster.sh images                               builds the images again and imports them on the running nodes
#   cluster.sh env                                  the variables of a shell that looks around
#   cluster.sh kubectl ARGUMENT...                  kubectl, inside the control plane's namespace
#   cluster.sh run HOST COMMAND...                  any command on a host: node-a, exch1, client1, control
#   cluster.sh client HOST --address IP ...         opens connections and counts what fails; --help tells its options
#   cluster.sh get HOST --address IP ...            one request: the status and the server that answered
#   cluster.sh pids NODE PROCESS                    the processes of these names, see below
#   cluster.sh mails                                the mails that smtp.domain.com has received
# Levers:
#   cluster.sh cut | heal                           the link between the datacenters
#   cluster.sh crash HOST | revive HOST             unplugs and plugs a node or a server
#   cluster.sh kill|freeze|thaw NODE PROCESS        haproxy, keepalived, agent, haproxy-agent, keepalived-agent
#   cluster.sh exchange NAME ok|fail|hang PROTOCOL  the health page of owa, ecp, ews, mapi, rpc, oab, autodiscover,
#                                                   Microsoft-Server-ActiveSync, PowerShell; smtp; all
#   cluster.sh exchange NAME kill|start|freeze|thaw
#   cluster.sh pair start|stop                      the hand-made pair of balancers, on old1 and old2
#   cluster.sh api stop|start
#   cluster.sh control-plane stop|start             the API server, etcd, the controllers and the scheduler
#   cluster.sh second up|down                       a cluster of its own in dc2, beside the first: control2, node-e, node-f; `down` above ends it, too
#   cluster.sh second env | kubectl ARGUMENT...     the same as above, of that cluster
#   cluster.sh tag IMAGE TAG                        another tag of operator or node on every node: an upgrade to go to and fro
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
control_namespace=control api_port=443 etcd_port=2379 etcd_peer_port=2380
for part in network processes control-plane nodes hosts; do source "$here/lib/$part.sh"; done
api_address=$control

usage() { sed -n '2,/^source/{/^#/s/^# \{0,1\}//p}' "$here/cluster.sh" >&2; exit 2; }
exclusively() { exec 9>"$cache/cluster.lock"; flock -w 600 9 || die "another run holds $cache/cluster.lock"; }
is_up() { [ -e "$run/up" ] || die "the cluster is not up: cluster.sh up"; }
is_host() { [ -n "${address[${1:-}]:-}" ] && [ -e "/run/netns/$prefix-$1" ] || die "no such host: ${1:-} (${!address[*]})"; }

up() {
  local started=$SECONDS images
  "$here/setup.sh"
  # at once: the first is busy with the processors, the second waits for the network much of its time
  "$here/images.sh" & images=$!
  "$here/build-kubernetes.sh" || { kill "$images" 2>/dev/null; die "Kubernetes was not built"; }
  wait "$images"
  exclusively
  build_lab
  tear_down
  trap 'say "Interrupted: taking the cluster down"; trap - EXIT; tear_down; exit 130' INT TERM
  trap 'keep_logs; tear_down' EXIT
  mkdir -p "$run/pids"
  say "Starting the control plane, ${#nodes[@]} nodes and ${#exchanges[@]} Exchange stand-ins"
  make_network
  start_name_servers
  start_kubernetes
  start_hosts
  wait_for_nodes
  wait_for_hosts
  touch "$run/up"
  trap - EXIT INT TERM
  say "The cluster is up after $((SECONDS - started)) s"
}

# the control plane and the nodes, on hosts that are plugged in
start_kubernetes() {
  local name pid starting=()
  mkdir -p "$run/pki"
  (make_certificates) >"$run/certificates.log" 2>&1
  prepare_store
  for name in "${nodes[@]}"; do start_containerd "$name" & starting+=($!); done
  ip -n "$prefix-$control_namespace" addr add $kubernetes_service/32 dev lo
  start_control_plane
  # not a bare `wait`: what has been started in this shell is its child too
  for pid in "${starting[@]}"; do wait "$pid"; done
  for name in "${nodes[@]}"; do start_kubelet "$name"; done
}

# from here on the functions of lib/ are about the second cluster
turn_to_second() {
  run=$run/second
  KUBECONFIG=$run/admin.kubeconfig
  control_namespace=$second_control api_address=${address[$second_control]} nodes=("${second_nodes[@]}")
}

second_up() {
  local started=$SECONDS name
  exclusively
  second_down
  trap 'say "Interrupted: taking the second cluster down"; trap - EXIT; second_down; exit 130' INT TERM
  trap 'keep_logs; second_down' EXIT
  mkdir -p "$run/pids"
  for name in "$control_namespace" "${nodes[@]}"; do plug "$name"; done
  join_nodes
  start_kubernetes
  wait_for_nodes
  touch "$run/up"
  trap - EXIT INT TERM
  say "The second cluster is up after $((SECONDS - started)) s"
}

second_down() {
  local name
  remove_hosts "$control_namespace" "${nodes[@]}"
  for name in "$control_namespace" "${nodes[@]}"; do
    # it goes with the namespace at its other end, but some time later
    ip -n $prefix-fabric link del "$name" 2>/dev/null || true
    rm -rf --one-file-system "$cache/nodes/$name"
  done
  rm -rf --one-file-system "$run"
}

print_environment() {
  echo "export KUBECONFIG=$KUBECONFIG"
  echo "alias kubectl='$here/cluster.sh $*kubectl'"
}

exchange() {
  local name=${1:-} action=${2:-}
  [[ " ${exchanges[*]} " == *" $name "* ]] || die "no such server: $name (${exchanges[*]})"
  case $action in
    ok | fail | hang) switch_exchange "$name" "$action" "${3:?PROTOCOL}" ;;
    kill) end "$name" ;;
    start) recorded "$name" >/dev/null || start_exchange "$name" ;;
    freeze) kill -STOP "$(recorded "$name")" ;;
    thaw) kill -CONT "$(recorded "$name")" ;;
    *) usage ;;
  esac
}

verb=${1:-}; shift || true
case $verb in
  up) up ;;
  down) exclusively; tear_down ;;
  images)
    is_up; "$here/images.sh"
    for name in "${nodes[@]}"; do import "$name" >/dev/null & done; wait ;;
  env) print_environment ;;
  kubectl) is_up; kubectl_here "$@" ;;
  run) is_up; is_host "${1:-}"; in_namespace "$@" ;;
  client | get) is_up; is_host "${1:-}"; exec nsenter --net="/run/netns/$prefix-$1" -- dotnet "$lab/lab.dll" "$verb" "${@:2}" ;;
  pids) is_up; is_host "${1:-}"; daemon_pids "$1" "${2:?PROCESS}" ;;
  mails) is_up; cat "$run"/mail/*.eml 2>/dev/null || true ;;
  cut) is_up; ip -n $prefix-fabric link set wan1 down ;;
  heal) is_up; ip -n $prefix-fabric link set wan1 up ;;
  crash) is_up; is_host "${1:-}"; ip -n $prefix-fabric link set "$1" down ;;
  revive) is_up; is_host "${1:-}"; ip -n $prefix-fabric link set "$1" up ;;
  kill) is_up; is_host "${1:-}"; signal_daemon KILL "$1" "${2:?PROCESS}" ;;
  freeze) is_up; is_host "${1:-}"; signal_daemon STOP "$1" "${2:?PROCESS}" ;;
  thaw) is_up; is_host "${1:-}"; signal_daemon CONT "$1" "${2:?PROCESS}" ;;
  exchange) is_up; exchange "$@" ;;
  tag)
    is_up
    for name in "${nodes[@]}"; do
      ctr -a "$(socket "$name")" -n k8s.io images tag --force "docker.io/exchange-ha/${1:?IMAGE}:$version" "docker.io/exchange-ha/$1:${2:?TAG}" >/dev/null
    done ;;
  pair)
    is_up
    case ${1:-} in start) start_pair ;; stop) stop_pair ;; *) usage ;; esac ;;
  api)
    is_up
    case ${1:-} in
      stop) end apiserver ;;
      start) recorded apiserver >/dev/null || start_audited_api_server; wait_for_api_server ;;
      *) usage ;;
    esac ;;
  control-plane)
    is_up
    case ${1:-} in stop) stop_control_plane ;; start) start_control_plane ;; *) usage ;; esac ;;
  second)
    is_up; turn_to_second
    case ${1:-} in
      up) second_up ;;
      down) exclusively; second_down ;;
      env) print_environment 'second ' ;;
      kubectl) is_up; kubectl_here "${@:2}" ;;
      *) usage ;;
    esac ;;
  *) usage ;;
esac
