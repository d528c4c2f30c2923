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
