# Sourced by cluster.sh: a node is a network namespace and a mount namespace with its own containerd and kubelet.
# shellcheck shell=bash disable=SC2154

pause=docker.io/exchange-ha/pause:1
store=$cache/containerd                           # containerd's root with all images unpacked, from which nodes' are cloned
archives=("$cache/images/pause.tar" "$cache/images/operator.tar" "$cache/images/node.tar")

socket() { echo "$run/$1.containerd/containerd.sock"; }
import() { local archive; for archive in "${archives[@]}"; do ctr -a "$(socket "$1")" -n k8s.io images import "$archive"; done; }

containerd_configuration() {                      # containerd_configuration NAME ROOT CNI-DIRECTORY
  cat <<T
version = 2
root = "$2"
state = "$run/$1.containerd"
[grpc]
  address = "$(socket "$1")"
[plugins."io.containerd.grpc.v1.cri"]
  # without CAP_SYS_RESOURCE, as in most containers, no sandbox would start otherwise
  restrict_oom_score_adj = true
  sandbox_image = "$pause"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$3"
T
}

# The images are unpacked once, by a containerd that no kubelet uses, and only when they changed. Always from nothing, and without its garbage
# collection: an import protects what it reads but not what it unpacks next, and the layers of a replaced image went while their successor needed them.
prepare_store() {
  local wanted; wanted=$(cat "$cache"/images/*.id)
  [ "$(cat "$store/images" 2>/dev/null)" = "$wanted" ] && return
  rm -rf "$store"; mkdir -p "$store"
  { echo 'disabled_plugins = ["io.containerd.grpc.v1.cri"]'; containerd_configuration store "$store" /nonexistent
    printf '[plugins."io.containerd.gc.v1.scheduler"]\n  mutation_threshold = 0\n  startup_delay = "24h"\n'; } >"$run/store.toml"
  start containerd-store fabric containerd -c "$run/store.toml"
  wait_until 20 ctr -a "$(socket store)" version || die "containerd did not start: see $run/containerd-store.log"
  import store
  end containerd-store TERM
  echo "$wanted" >"$store/images"
}

# clone_store DIRECTORY: hard links, since an unpacked layer is never written; the data bases are
clone_store() {
  local database
  cp -al "$store" "$1"
  rm -rf "$1/io.containerd.grpc.v1.introspection" "$1/images"
  (cd "$store" && find . -name '*.db') | while read -r database; do rm "$1/$database"; cp "$store/$database" "$1/$database"; done
}

node_cgroups() {
  local controller
  # cgroup v2: one tree, whose controllers must be handed down
  if [ -f /sys/fs/cgroup/cgroup.controllers ]; then
    for controller in cpu cpuset memory pids; do echo "+$controller" >/sys/fs/cgroup/cgroup.subtree_control 2>/dev/null || true; done
    mkdir -p "/sys/fs/cgroup/$prefix-$1"
  else
    for controller in /sys/fs/cgroup/*/; do mkdir -p "$controller$prefix-$1" 2>/dev/null || true; done
  fi
}

kubelet_configuration() {
  cat <<T
kind: KubeletConfiguration
apiVersion: kubelet.config.k8s.io/v1beta1
authentication: {anonymous: {enabled: true}, webhook: {enabled: false}}
authorization: {mode: AlwaysAllow}
cgroupDriver: cgroupfs
cgroupRoot: /$prefix-$1
failSwapOn: false
makeIPTablesUtilChains: false
healthzPort: 0
nodeStatusUpdateFrequency: 1s
imageGCHighThresholdPercent: 100
resolvConf: $cache/nodes/$1/resolv.conf
volumePluginDir: $cache/nodes/$1/plugins
evictionHard: {nodefs.available: "1%", imagefs.available: "1%", memory.available: "50Mi"}
T
}

start_containerd() {
  local name=$1 data=$cache/nodes/$1 own
  mkdir -p "$data"/{cni,own}
  clone_store "$data/containerd"
  containerd_configuration "$name" "$data/containerd" "$data/cni" >"$data/containerd.toml"
  cat >"$data/cni/10-pods.conflist" <<T
{"cniVersion": "0.4.0", "name": "pods", "plugins": [{"type": "ptp",
  "ipam": {"type": "host-local", "subnet": "$(pod_network "$name")", "dataDir": "$data/ipam", "routes": [{"dst": "0.0.0.0/0"}]}}]}
T
  # What containerd and kubelet keep at fixed paths is each node's own, and goes with its mount namespace.
  resolver "$name" >"$data/resolv.conf"
  own=(/run/containerd /run/netns /var/lib/cni /var/lib/kubelet /var/log/pods /var/log/containers)
  mkdir -p "${own[@]}"
  start "containerd-$name" "$name" unshare --mount --propagation private -- bash -euc '
    data=$1; shift; mount --make-rshared /
    for path; do mkdir -p "$data/own$path"; mount --bind "$data/own$path" "$path"; mount --make-rshared "$path"; done
    # or kubelet would ask the name server of the machine, which it cannot reach, and wait
    if [ -e /etc/resolv.conf ]; then mount --bind "$data/resolv.conf" /etc/resolv.conf; fi
    exec containerd -c "$data/containerd.toml"' containerd "$data" "${own[@]}"
}

start_kubelet() {
  local name=$1 data=$cache/nodes/$1 containerd
  wait_until 30 ctr -a "$(socket "$name")" version || die "containerd did not start: see $run/containerd-$name.log"
  containerd=$(recorded "containerd-$name") || die "containerd ended: see $run/containerd-$name.log"
  node_cgroups "$name"
  kubelet_configuration "$name" >"$data/kubelet.yaml"
  start "kubelet-$name" "$name" nsenter --mount="/proc/$containerd/ns/mnt" -- "$kubernetes/kubelet" --kubeconfig="$KUBECONFIG" --config="$data/kubelet.yaml" \
    --root-dir="$data/kubelet" --cert-dir="$data/pki" --hostname-override="$name" --node-ip="${address[$name]}" \
    --container-runtime=remote --container-runtime-endpoint="unix://$(socket "$name")" --node-labels="topology.kubernetes.io/zone=${datacenter[$name]}"
}

nodes_are_ready() { [ "$(kubectl_here get nodes --no-headers | grep -c ' Ready ')" = ${#nodes[@]} ]; }
wait_for_nodes() {
  wait_until 90 nodes_are_ready || { kubectl_here get nodes >&2; tail -n 5 "$run"/kubelet-*.log >&2; die "the nodes did not become ready"; }
}
