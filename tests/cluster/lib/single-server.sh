# An API server of one kind with an etcd of its own, as api-server.sh and crd-server.sh run it. What sources this says in `servers` which
# processes there are besides etcd, in the order in which they end.

# begin SETUP...: what is needed is there, what an earlier run left is not, and etcd runs. Until `begun` an interruption ends it all.
begin() {
  local script
  started=$SECONDS
  for script in "$@"; do "$here/$script"; done
  # one start at a time, so that no two take the same ports
  exec 9>"$cache/api-server.lock"; flock -w 600 9 || die "another run holds $cache/api-server.lock"
  end_all
  trap 'keep_logs; end_all' EXIT
  trap 'exit 130' INT TERM
  mkdir -p "$run"/{pids,pki}
  free_ports >"$run/ports"; read_ports
  (make_certificates) >"$run/certificates.log" 2>&1
  start_etcd
}

# begun WHAT
begun() {
  trap - EXIT INT TERM
  flock -u 9
  say "$1 is up on 127.0.0.1:$api_port after $((SECONDS - started)) s"
}

end_all() {
  local process
  for process in "${servers[@]}" etcd; do end "$process"; done
  # only what `begin` has made: the directory is the caller's word
  [ ! -e "$run/pids" ] || rm -rf --one-file-system "$run"
}
