#!/usr/bin/env bash
# A real API server of Kubernetes 1.20 without nodes, on 127.0.0.1: etcd, API server, and of the controllers the garbage collector and those that
# namespaces and service accounts need. Up in 10 s, beside the cluster of cluster.sh and beside other copies of itself, each in its DIRECTORY
# (default /run/exchange-ha-api). Not for pods: nothing schedules or runs them. Needs no root once its programs are there. CONTROLLERS names
# other controllers.
#   api-server.sh up [DIRECTORY]                    what an earlier run left there is removed first
#   api-server.sh down [DIRECTORY]                  also what an interrupted `up` left
#   api-server.sh env [DIRECTORY]                   KUBECONFIG, and ETCD, whose JSON interface can write behind the API server's back
#   api-server.sh with DIRECTORY COMMAND...         up, the command with those variables, down
#   api-server.sh stop|start [DIRECTORY]            the API server alone; its data and its address stay
#   api-server.sh kubectl DIRECTORY ARGUMENT...
verb=${1:-} directory=${2:-}
CLUSTER_DIR=${directory:-/run/exchange-ha-api}    # what the parts of lib/ know a run by
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
[ "${run#/}" != "$run" ] || run=$PWD/$run
control_namespace=machine api_address=127.0.0.1
controllers=${CONTROLLERS:-garbagecollector,namespace,serviceaccount,serviceaccount-token}
servers=(controller-manager apiserver)
for part in processes control-plane single-server; do source "$here/lib/$part.sh"; done

usage() { sed -n '2,/^verb/{/^#/s/^# \{0,1\}//p}' "$here/api-server.sh" >&2; exit 2; }
is_up() { [ -e "$run/up" ] || die "no API server is up in $run: api-server.sh up"; }

up() {
  begin setup.sh build-kubernetes.sh
  # its own address, 127.0.0.1, is none that it could announce as a service's
  start_api_server --bind-address=127.0.0.1 --endpoint-reconciler-type=none
  wait_for_api_server
  start_controller_manager --controllers="$controllers" --port=0 --secure-port=0
  # those that make what a namespace starts with, too
  wait_until 30 controllers_run || { tail -n 20 "$run/controller-manager.log" >&2; die "the controller manager did not start"; }
  touch "$run/up"
  begun "An API server"
}
controllers_run() { recorded controller-manager && { [[ ",$controllers," != *,serviceaccount,* ]] || kubectl_here get serviceaccount default; }; }

with() {
  trap end_all EXIT
  trap 'exit 130' INT TERM
  "$here/api-server.sh" up "$run"
  read_ports
  KUBECONFIG=$KUBECONFIG ETCD=http://127.0.0.1:$etcd_port "$@"
}

[ ! -e "$run/ports" ] || read_ports
case $verb in
  up) up ;;
  down) end_all ;;
  env)
    is_up
    echo "export KUBECONFIG=$KUBECONFIG"
    echo "export ETCD=http://127.0.0.1:$etcd_port" ;;
  with) [ $# -gt 2 ] || usage; with "${@:3}" ;;
  stop) is_up; end apiserver ;;
  start)
    is_up
    recorded apiserver >/dev/null || start_api_server --bind-address=127.0.0.1 --endpoint-reconciler-type=none
    wait_for_api_server ;;
  kubectl) is_up; kubectl_here "${@:3}" ;;
  *) usage ;;
esac
