# Sourced by cluster.sh: the Exchange stand-ins, the mail sink and the clients, all of them the program of tests/Lab.
# shellcheck shell=bash disable=SC2154

protocols=(owa ecp ews mapi rpc oab autodiscover Microsoft-Server-ActiveSync PowerShell smtp)
lab=$cache/lab

build_lab() {
  local wanted; wanted=$(fingerprint tests/Lab Directory.Build.props Directory.Packages.props global.json)
  [ "$(cat "$lab/built" 2>/dev/null)" = "$wanted" ] && return
  rm -rf "$lab"
  step "Building the Exchange stand-ins and clients" dotnet_build build tests/Lab -c Release -o "$lab"
  echo "$wanted" >"$lab/built"
}

start_exchange() {
  [ -n "${address[$1]:-}" ] || die "no such server: $1"
  mkdir -p "$run/exchange/$1"
  start "$1" "$1" dotnet "$lab/lab.dll" exchange --name "$1" --switches "$run/exchange/$1"
}

start_hosts() {
  local name
  for name in "${exchanges[@]}"; do start_exchange "$name"; done
  mkdir -p "$run/mail"
  start smtp smtp dotnet "$lab/lab.dll" mail --directory "$run/mail"
}

hosts_listen() {
  local name
  for name in "${exchanges[@]}"; do in_namespace "$name" ss -Hltn 'sport = :443' | grep -q . && in_namespace "$name" ss -Hltn 'sport = :25' | grep -q . || return 1; done
  in_namespace smtp ss -Hltn 'sport = :25' | grep -q .
}
wait_for_hosts() { wait_until 60 hosts_listen || { tail -n 5 "$run"/exch*.log "$run/smtp.log" >&2; die "the Exchange stand-ins did not start"; }; }

# switch_exchange NAME ok|fail|hang PROTOCOL|all: the stand-in reads its switches at each request
switch_exchange() {
  local name=$1 mode=$2 protocol wanted=("$3")
  [ "$3" != all ] || wanted=("${protocols[@]}")
  for protocol in "${wanted[@]}"; do
    [[ " ${protocols[*]} " == *" $protocol "* ]] || die "no such protocol: $protocol (${protocols[*]})"
    # renamed into place, so that no half-written word is read
    echo "$mode" >"$run/exchange/$name/.$protocol"
    mv "$run/exchange/$name/.$protocol" "$run/exchange/$name/$protocol"
  done
}

# resolver NAME: the near name server first
resolver() {
  if [ "${datacenter[$1]}" = dc1 ]; then printf 'nameserver %s\n' "${address[control]}" "${address[dns2]}"
  else printf 'nameserver %s\n' "${address[dns2]}" "${address[control]}"; fi
}

# The recipe's pair as it stands in pair/, which is the first datacenter's; the second's have other servers, another interface and a lower
# priority. MENDED=1: with a check script that works.
start_pair() {
  local name directory
  for name in "${pair[@]}"; do
    directory=$run/$name; mkdir -p "$directory"
    resolver "$name" >"$directory/resolv.conf"
    cp "$here"/pair/* "$directory/"
    if [ "${datacenter[$name]}" = dc2 ]; then
      sed -i 's/exch_server1 exch1/exch_server3 exch3/; s/exch_server2 exch2/exch_server4 exch4/' "$directory/haproxy.cfg"
      sed -i 's/ens160/ens192/; s/priority 101/priority 100/' "$directory/keepalived.conf"
    fi
    # keepalived runs a script without a shell, so the recipe's own check always fails
    if [ "${MENDED:-}" = 1 ]; then
      printf '#!/bin/sh\nexec curl -sk --max-time 2 https://localhost/ews/healthcheck.htm\n' >"$directory/check"; chmod +x "$directory/check"
      sed -i "s|^    script .*|    script \"$directory/check\"|" "$directory/keepalived.conf"
    fi
    start_of_pair "$name" haproxy haproxy -db -f "$directory/haproxy.cfg"
    start_of_pair "$name" keepalived keepalived -n -l -f "$directory/keepalived.conf" -p "$directory/keepalived.pid" -r "$directory/vrrp.pid" -c "$directory/checkers.pid"
  done
}

# start_of_pair NAME PROGRAM COMMAND...: with name servers of its own, and a place for haproxy's socket that is no other's
start_of_pair() {
  local name=$1 program=$2; shift 2
  ! recorded "$name-$program" >/dev/null || return 0
  start "$name-$program" "$name" unshare --mount --propagation private -- bash -euc '
    mkdir -p /run/haproxy; mount -t tmpfs none /run/haproxy
    if [ -e /etc/resolv.conf ]; then mount --bind "$1" /etc/resolv.conf; fi; shift
    exec "$@"' "$program" "$run/$name/resolv.conf" "$@"
}

stop_pair() { local name; for name in "${pair[@]}"; do end "$name-keepalived" TERM; end "$name-haproxy"; done; }
