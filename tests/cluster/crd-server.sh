#!/usr/bin/env bash
# The CRD server of today's Kubernetes (apiextensions-apiserver) with an etcd of its own, on 127.0.0.1: it enforces what 1.20 cannot, CEL rules and
# the budget of their cost. It knows custom resources and their definitions, nothing else: no namespaces, no discovery, so kubectl cannot speak to
# it. Up in 5 s, beside everything else, in its DIRECTORY (default /run/exchange-ha-crds). Needs no root once its programs are there.
#   crd-server.sh up [DIRECTORY]        what an earlier run left there is removed first
#   crd-server.sh down [DIRECTORY]      also what an interrupted `up` left
#   crd-server.sh env [DIRECTORY]       KUBECONFIG
verb=${1:-} directory=${2:-}
CLUSTER_DIR=${directory:-/run/exchange-ha-crds}    # what the parts of lib/ know a run by
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
[ "${run#/}" != "$run" ] || run=$PWD/$run
control_namespace=machine api_address=127.0.0.1
servers=(crd-server)
for part in processes control-plane single-server; do source "$here/lib/$part.sh"; done

usage() { sed -n '2,/^verb/{/^#/s/^# \{0,1\}//p}' "$here/crd-server.sh" >&2; exit 2; }

# Admission is left out, and so is whoever would be asked about tokens and rights: this server stands alone, and its one user is in the group that may
# do everything.
start_crd_server() {
  local pki=$run/pki
  start crd-server machine "$crd_server" --etcd-servers="http://127.0.0.1:$etcd_port" --bind-address=127.0.0.1 --secure-port="$api_port" --kubeconfig="$KUBECONFIG" \
    --authentication-kubeconfig="$KUBECONFIG" --authorization-kubeconfig="$KUBECONFIG" \
    --tls-cert-file="$pki/apiserver.crt" --tls-private-key-file="$pki/apiserver.key" --client-ca-file="$pki/ca.crt" --authentication-skip-lookup \
    --enable-priority-and-fairness=false \
    --disable-admission-plugins=NamespaceLifecycle,MutatingAdmissionPolicy,MutatingAdmissionWebhook,ValidatingAdmissionPolicy,ValidatingAdmissionWebhook
}
serves() {
  curl -fsS --cacert "$run/pki/ca.crt" --cert "$run/pki/admin.crt" --key "$run/pki/admin.key" \
    "https://127.0.0.1:$api_port/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
}

up() {
  begin setup.sh build-crd-server.sh
  start_crd_server
  wait_until 60 serves || { tail -n 20 "$run/crd-server.log" >&2; die "the CRD server did not become ready"; }
  begun "A CRD server"
}

[ ! -e "$run/ports" ] || read_ports
case $verb in
  up) up ;;
  down) end_all ;;
  env) [ -e "$run/ports" ] || die "no CRD server is up in $run: crd-server.sh up"; echo "export KUBECONFIG=$KUBECONFIG" ;;
  *) usage ;;
esac
