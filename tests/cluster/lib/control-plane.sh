# Sourced by cluster.sh: etcd, API server, controller manager and scheduler, in the namespace `control`.
# shellcheck shell=bash disable=SC2154

export KUBECONFIG=$run/admin.kubeconfig
kubernetes_service=10.96.0.1                      # what pods call; there is no kube-proxy, so the control host has this address too

# the cache of kubectl's discovery would outlive the cluster that it describes
kubectl_here() { in_namespace control kubectl --kubeconfig="$run/admin.kubeconfig" --cache-dir="$run/kubectl" "$@"; }

certificate() {                                   # certificate NAME SUBJECT ALTERNATIVE-NAMES
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.csr" -subj "$2"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -out "$1.crt" \
    -extfile <(printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth,clientAuth' "$3")
}

make_certificates() {
  cd "$run/pki"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.crt -subj /CN=exchange-ha-test-ca -days 30
  openssl ecparam -genkey -name prime256v1 -noout -out service-accounts.key
  openssl ec -in service-accounts.key -pubout -out service-accounts.pub
  certificate apiserver /CN=kube-apiserver "IP:127.0.0.1,IP:$control,IP:$kubernetes_service,DNS:kubernetes.default.svc"
  certificate admin /O=system:masters/CN=admin DNS:admin
  kubectl config set-cluster tests --server="https://$control" --certificate-authority=ca.crt --embed-certs
  kubectl config set-credentials admin --client-certificate=admin.crt --client-key=admin.key --embed-certs
  kubectl config set-context tests --cluster=tests --user=admin
  kubectl config use-context tests
}

start_api_server() {
  local pki=$run/pki
  start apiserver control "$kubernetes/kube-apiserver" --etcd-servers=http://127.0.0.1:2379 --secure-port=443 --advertise-address=$control \
    --tls-cert-file="$pki/apiserver.crt" --tls-private-key-file="$pki/apiserver.key" --client-ca-file="$pki/ca.crt" --cert-dir="$pki" \
    --service-account-key-file="$pki/service-accounts.pub" --service-account-signing-key-file="$pki/service-accounts.key" \
    --service-account-issuer=https://kubernetes.default.svc --service-cluster-ip-range=10.96.0.0/16 \
    --authorization-mode=Node,RBAC --allow-privileged=true \
    --kubelet-client-certificate="$pki/admin.crt" --kubelet-client-key="$pki/admin.key" --kubelet-preferred-address-types=InternalIP
}

api_is_ready() { kubectl_here get --raw /readyz; }
wait_for_api_server() {
  wait_until 60 api_is_ready || { tail -n 20 "$run/apiserver.log" >&2; die "the API server did not become ready"; }
}

start_control_plane() {
  ip -n $prefix-control addr add $kubernetes_service/32 dev lo
  start etcd control etcd --data-dir "$run/etcd" --unsafe-no-fsync --listen-client-urls http://127.0.0.1:2379 \
    --advertise-client-urls http://127.0.0.1:2379 --listen-peer-urls http://127.0.0.1:2380
  start_api_server
  wait_for_api_server
  start controller-manager control "$kubernetes/kube-controller-manager" --kubeconfig="$KUBECONFIG" --leader-elect=false \
    --service-account-private-key-file="$run/pki/service-accounts.key" --root-ca-file="$run/pki/ca.crt" --use-service-account-credentials
  start scheduler control "$kubernetes/kube-scheduler" --kubeconfig="$KUBECONFIG" --leader-elect=false
}
