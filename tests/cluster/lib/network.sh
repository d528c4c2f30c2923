# Sourced by cluster.sh: two datacenters, each a bridge, joined by one link; every host is a network namespace plugged into one.
# Nothing in the machine's own namespace gets an address or a route, so no traffic can leave.
# shellcheck shell=bash disable=SC2154

network=172.30.129
network6=fd00:129:                                # each host's address ends alike in both
control=$network.1                                # API server, and the name server of dc1
vip=$network.131
domain=domain.com

nodes=(node-a node-b node-c node-d)
exchanges=(exch1 exch2 exch3 exch4)
clients=(client1 client2)
pair=(old1 old2)                                  # the hand-made balancers that a take-over begins with
second_control=control2 second_nodes=(node-e node-f) # the second cluster, whose hosts are there while it is up
declare -A address=(
  [control]=$control [dns2]=$network.2 [control2]=$network.3
  [node-a]=$network.11 [node-b]=$network.12 [node-c]=$network.13 [node-d]=$network.14
  [node-e]=$network.15 [node-f]=$network.16
  [exch1]=$network.21 [exch2]=$network.22 [exch3]=$network.23 [exch4]=$network.24
  [client1]=$network.31 [client2]=$network.32 [smtp]=$network.41
  [old1]=$network.51 [old2]=$network.52
)
declare -A datacenter=(
  [control]=dc1 [dns2]=dc2 [control2]=dc2
  [node-a]=dc1 [node-b]=dc1 [node-c]=dc2 [node-d]=dc2 [node-e]=dc2 [node-f]=dc2
  [exch1]=dc1 [exch2]=dc1 [exch3]=dc2 [exch4]=dc2
  [client1]=dc1 [client2]=dc2 [smtp]=dc1
  [old1]=dc1 [old2]=dc2
)

make_fabric() {
  local dc
  ip netns add $prefix-fabric; ip -n $prefix-fabric link set lo up
  for dc in dc1 dc2; do
    ip -n $prefix-fabric link add "$dc" type bridge
    ip -n $prefix-fabric link set "$dc" up
  done
  ip -n $prefix-fabric link add wan1 type veth peer name wan2
  ip -n $prefix-fabric link set wan1 master dc1 up
  ip -n $prefix-fabric link set wan2 master dc2 up
}

# card NAME: its network interface; those of the nodes and of the hand-made pair are the recipe's
card() {
  case " ${nodes[*]} ${pair[*]} ${datacenter[$1]}" in
    *" $1 "*dc1) echo ens160 ;;
    *" $1 "*dc2) echo ens192 ;;
    *) echo eth0 ;;
  esac
}

address6() { echo "$network6:${address[$1]##*.}"; }

# plug NAME: its namespace, its cable, its addresses, and the way to what the API server is called by pods
plug() {
  local name=$1 namespace=$prefix-$1 card; card=$(card "$1")
  ip netns add "$namespace"
  ip -n $prefix-fabric link add "$name" type veth peer name "$card" netns "$namespace"
  ip -n $prefix-fabric link set "$name" master "${datacenter[$name]}" up
  ip -n "$namespace" link set lo up
  # there is no router, and none is to be found
  in_namespace "$name" sysctl -qw net.ipv6.conf.all.accept_ra=0 net.ipv6.conf.default.accept_ra=0 "net.ipv6.conf.$card.accept_ra=0"
  ip -n "$namespace" addr add "${address[$name]}/24" dev "$card"
  # nodad: no two have the same, and looking for another takes a second in which it cannot be used
  ip -n "$namespace" addr add "$(address6 "$name")/64" dev "$card" nodad
  ip -n "$namespace" link set "$card" up
  [ "$name" = "$control_namespace" ] || ip -n "$namespace" route add default via "$api_address"
}

# pod_network NODE: the addresses of its pods, which are not on the host's network
pod_network() { echo "10.244.${address[$1]##*.}.0/24"; }

make_network() {
  local name
  make_fabric
  for name in "${!address[@]}"; do [[ " $second_control ${second_nodes[*]} " == *" $name "* ]] || plug "$name"; done
  join_nodes
}

# join_nodes: what makes nodes of the hosts, and the ways to their pods
join_nodes() {
  local name host
  for name in "${nodes[@]}"; do
    in_namespace "$name" sysctl -qw net.ipv4.ip_forward=1
    # kubelet asks clouds' metadata services who it is, and would wait 11 s for no answer
    ip -n "$prefix-$name" route add unreachable 169.254.0.0/16
    # the second cluster's are there already when it was up before
    for host in "$control_namespace" dns2; do ip -n "$prefix-$host" route replace "$(pod_network "$name")" via "${address[$name]}"; done
  done
}

# one name server in each datacenter, so that a cut link takes no names away
start_name_servers() {
  local records=() name
  for name in "${exchanges[@]}" smtp; do records+=("--address=/$name.$domain/${address[$name]}"); done
  records+=("--address=/exch2016.$domain/$vip" "--address=/mail.$domain/$vip")
  for name in control dns2; do
    start "dns-$name" "$name" dnsmasq --keep-in-foreground --conf-file=/dev/null --no-resolv --no-hosts --bind-interfaces --listen-address="${address[$name]}" --user=root --pid-file= "${records[@]}"
  done
}
