#!/usr/bin/env bash
# Publishes the program once more, from a copy of its sources in another directory, with other folders for packages and temporary files, another time zone and umask,
# and holds every file against the images' (docs/security.md). Then the list of what it is made of is held against what the program says itself.
source "$(dirname "${BASH_SOURCE[0]}")/cluster/lib/common.sh"
first=$("$here/images.sh" program)
other=$(mktemp -d -t exchange-ha.XXXXXX); trap 'rm -rf "$other"' EXIT
copy=$other/some/where/else
mkdir -p "$copy" "$other/tmp"
(cd "$root" && find "${sources[@]}" .config -type f -not -path '*/bin/*' -not -path '*/obj/*' -print0 | xargs -0 cp --parents -t "$copy")
ln -s "${NUGET_PACKAGES:-$HOME/.nuget/packages}" "$other/packages"
# of the copy from here on
root=$copy
export TMPDIR=$other/tmp NUGET_PACKAGES=$other/packages TZ=Pacific/Auckland
umask 077

step "Publishing the program once more, elsewhere" publish_program "$other/program"
sums() { (cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum); }
sums "$first" >"$other/first"; sums "$other/program" >"$other/second"
diff -U 0 "$other/first" "$other/second" >&2 || die "published in two places, these files differ"
[ -s "$other/first" ] || die "nothing was published"

# --- what it is made of
export SOURCE_REVISION=0123456789abcdef SOURCE_DATE_EPOCH=1700000000
step "Listing what it is made of" "$copy/src/Operator/sbom.sh" "$other/bom.json"
said=$(jq -r '.libraries | to_entries[] | select(.value.type | IN("package", "runtimepack")) | .key | sub("^runtimepack\\."; "")' "$copy/src/Operator/obj/Release/net10.0/linux-x64/exchange-ha.deps.json" | sort)
# the host is no library of the program: it begins with it
listed=$(jq -r '.components[] | select(.name != "Microsoft.NETCore.App.Host.linux-x64") | "\(.name)/\(.version)"' "$other/bom.json" | sort)
[ -n "$said" ] && diff <(echo "$said") <(echo "$listed") >&2 || die "the program's libraries (<) are not those that are listed (>)"
jq -e --arg version "$version" '.metadata.component == {type: "application", "bom-ref": "exchange-ha@\($version)", name: "exchange-ha", version: $version, properties: [{name: "commit", value: env.SOURCE_REVISION}]}
    and .metadata.timestamp == "2023-11-14T22:13:20Z" and (has("serialNumber") | not)
    and any(.components[]; .name == "Microsoft.NETCore.App.Host.linux-x64")
    and all(.components[]; .version != "" and (.licenses[0].license.id | length > 0) and (.hashes[0] | .alg == "SHA-512" and (.content | test("^[0-9A-F]{128}$"))))' \
  "$other/bom.json" >/dev/null || { cat "$other/bom.json" >&2; die "the list lacks something"; }
step "Listing it again" "$copy/src/Operator/sbom.sh" "$other/again.json"
cmp "$other/bom.json" "$other/again.json" >&2 || die "listed twice, it differs"
say "$(wc -l <"$other/first") files are the same, byte for byte; $(jq '.components | length' "$other/bom.json") components"
