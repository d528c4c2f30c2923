# Sourced by cluster.sh, api-server.sh and crd-server.sh: etcd, API server, controller manager and scheduler. Where they run and what they are called:
#   control_namespace, api_address, api_port, etcd_port, etcd_peer_port
# shellcheck shell=bash disable=SC2154

export KUBECONFIG=$run/admin.kubeconfig
kubernetes_service=10.96.0.1                      # what pods call; there is no kube-proxy, so the control host has this address too

# the cache of kubectl's discovery would outlive the cluster that it describes
kubectl_here() { in_namespace "$control_namespace" kubectl --kubeconfig="$run/admin.kubeconfig" --cache-dir="$run/kubectl" "$@"; }

# free_ports: three of them, outside the range from which the kernel gives ports to clients
free_ports() {
  local port=$((20000 + RANDOM % 9000)) found=()
  while [ ${#found[@]} -lt 3 ]; do
    port=$((port + 1))
    [ -n "$(ss -Hltn "sport = :$port")" ] || found+=("$port")
  done
  echo "${found[*]}"
}

# what free_ports found for the servers of $run
read_ports() { read -r api_port etcd_port etcd_peer_port <"$run/ports"; }

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
  certificate apiserver /CN=kube-apiserver "IP:127.0.0.1,IP:$api_address,IP:$kubernetes_service,DNS:kubernetes.default.svc"
  certificate admin /O=system:masters/CN=admin DNS:admin
  kubectl config set-cluster tests --server="https://$api_address:$api_port" --certificate-authority=ca.crt --embed-certs
  kubectl config set-credentials admin --client-certificate=admin.crt --client-key=admin.key --embed-certs
  kubectl config set-context tests --cluster=tests --user=admin
  kubectl config use-context tests
}

start_etcd() {
  start etcd "$control_namespace" etcd --data-dir "$run/etcd" --unsafe-no-fsync --listen-client-urls "http://127.0.0.1:$etcd_port" \
    --advertise-client-urls "http://127.0.0.1:$etcd_port" --listen-peer-urls "http://127.0.0.1:$etcd_peer_port"
}

# start_api_server [OPTION...]
start_api_server() {
  local pki=$run/pki
  start apiserver "$control_namespace" "$kubernetes/kube-apiserver" --etcd-servers="http://127.0.0.1:$etcd_port" --secure-port="$api_port" --advertise-address="$api_address" \
    --tls-cert-file="$pki/apiserver.crt" --tls-private-key-file="$pki/apiserver.key" --client-ca-file="$pki/ca.crt" --cert-dir="$pki" \
    --service-account-key-file="$pki/service-accounts.pub" --service-account-signing-key-file="$pki/service-accounts.key" \
    --service-account-issuer=https://kubernetes.default.svc --service-cluster-ip-range=10.96.0.0/16 \
    --authorization-mode=Node,RBAC --allow-privileged=true \
    --kubelet-client-certificate="$pki/admin.crt" --kubelet-client-key="$pki/admin.key" --kubelet-preferred-address-types=InternalIP "$@"
}

api_is_ready() { kubectl_here get --raw /readyz; }
wait_for_api_server() {
  wait_until 60 api_is_ready || { tail -n 20 "$run/apiserver.log" >&2; die "the API server did not become ready"; }
}

# What the operator and the agents ask for, a line each: held against their Roles by a test.
audit_options() {
  cat >"$run/audit-policy.yaml" <<'YAML'
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules: [{level: Metadata, userGroups: ["system:serviceaccounts:exchange"]}, {level: None}]
YAML
  printf '%s\n' --audit-policy-file="$run/audit-policy.yaml" --audit-log-path="$run/audit.log"
}

# start_controller_manager [OPTION...]
start_controller_manager() {
  start controller-manager "$control_namespace" "$kubernetes/kube-controller-manager" --kubeconfig="$KUBECONFIG" --leader-elect=false \
    --service-account-private-key-file="$run/pki/service-accounts.key" --root-ca-file="$run/pki/ca.crt" --use-service-account-credentials "$@"
}

start_scheduler() { start scheduler "$control_namespace" "$kubernetes/kube-scheduler" --kubeconfig="$KUBECONFIG" --leader-elect=false; }

# all of it, with what etcd has kept
start_control_plane() {
  recorded etcd >/dev/null || start_etcd
  recorded apiserver >/dev/null || start_audited_api_server
  wait_for_api_server
  recorded controller-manager >/dev/null || start_controller_manager
  recorded scheduler >/dev/null || start_scheduler
}
start_audited_api_server() { local audit; mapfile -t audit < <(audit_options); start_api_server "${audit[@]}"; }
stop_control_plane() { local process; for process in scheduler controller-manager apiserver etcd; do end "$process"; done; }
