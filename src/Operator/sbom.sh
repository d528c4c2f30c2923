#!/usr/bin/env bash
# Writes what the published program is made of, as CycloneDX; the same bytes for the same commit.
#   sbom.sh FILE
# Needs jq. Outside of a git checkout SOURCE_REVISION names the commit and SOURCE_DATE_EPOCH its time.
set -euo pipefail
[ $# = 1 ] || { sed -n '2,4s/^# *//p' "${BASH_SOURCE[0]}" >&2; exit 2; }
mkdir -p "$(dirname "$1")"
file=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
project=src/Operator/ExchangeHA.Operator.csproj
version=$(sed -n 's|.*<VersionPrefix>\(.*\)</VersionPrefix>.*|\1|p' Directory.Build.props)
revision=${SOURCE_REVISION:-$(git rev-parse HEAD)}
time=$(date -u -d "@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}" +%FT%TZ)
scratch=$(mktemp -d); trap 'rm -rf "$scratch"' EXIT

# the SDK remembers where it has put a tool, and takes it for restored when that folder is gone
remembered=${DOTNET_CLI_HOME:-$HOME}/.dotnet/toolResolverCache/1/cyclonedx
[ ! -f "$remembered" ] || jq -r '.[].PathToExecutable' "$remembered" | while read -r path; do [ -e "$path" ] || { rm -f "$remembered"; break; }; done
dotnet tool restore -v q >"$scratch/log" || { cat "$scratch/log" >&2; exit 1; }
dotnet restore "$project" -v q -nologo
# the packages that projects refer to, with licences and hashes from the local store of packages
dotnet tool run dotnet-CycloneDX -- "$project" --runtime linux-x64 --disable-package-restore --no-serial-number \
  --set-name exchange-ha --set-version "$version" --spec-version 1.6 --output-format Json --output "$scratch" --filename packages.json >"$scratch/log" || { cat "$scratch/log" >&2; exit 1; }

# .NET itself, which the program brings along: packages of their own, which nothing refers to
assets=src/Operator/obj/project.assets.json
store=$(jq -r '.packageFolders | keys[0]' "$assets")
runtime_pack() {
  local name=$1 version=$2 folder; folder=${store%/}/${1,,}/$2/${1,,}
  [ -f "$folder.nuspec" ] && [ -f "$folder.$version.nupkg.sha512" ] || { echo "the package $name $version is not in $store" >&2; return 1; }
  jq -n --arg name "$name" --arg version "$version" --arg hash "$(base64 -d <"$folder.$version.nupkg.sha512" | od -An -v -tx1 | tr -d ' \n' | tr a-f A-F)" \
    --arg licence "$(sed -n 's|.*<license type="expression">\(.*\)</license>.*|\1|p' "$folder.nuspec")" \
    '"pkg:nuget/\($name)@\($version)" as $purl | {type: "framework", "bom-ref": $purl, name: $name, version: $version, scope: "required",
      hashes: [{alg: "SHA-512", content: $hash}], licenses: [{license: {id: $licence}}], purl: $purl}'
}
# and the program's beginning, which the SDK brings along: .NET's runtime, linked into one file
host() {
  local path; path=$(dotnet msbuild "$project" -nologo -t:ResolveFrameworkReferences -getProperty:SingleFileHostSourcePath)
  jq -n --arg version "$(sed -nE 's|.*Microsoft.NETCore.App.Host.linux-x64/([^/]+)/.*|\1|Ip' <<<"$path")" --arg hash "$(sha512sum "$path" | cut -d ' ' -f 1 | tr a-f A-F)" \
    '"Microsoft.NETCore.App.Host.linux-x64" as $name | "pkg:nuget/\($name)@\($version)" as $purl | {type: "framework", "bom-ref": $purl, name: $name, version: $version,
      description: "The file singlefilehost of this pack, of which the hash is.", scope: "required", hashes: [{alg: "SHA-512", content: $hash}], licenses: [{license: {id: "MIT"}}], purl: $purl}'
}
{
  host
  jq -r '.project.frameworks[].downloadDependencies[] | select(.name | test("\\.Runtime\\.linux-x64$")) | "\(.name) \(.version)"' "$assets" | tr -d '[],' | while read -r name version _; do runtime_pack "$name" "$version"; done
} | jq -s . >"$scratch/runtime.json"

jq --slurpfile runtime "$scratch/runtime.json" --arg time "$time" --arg revision "$revision" '
  (.metadata.component."bom-ref") as $program
  # what only builds is not in the program
  | .components |= (map(select(.scope != "excluded")) + $runtime[0] | sort_by(.purl))
  | [.components[]."bom-ref"] as $kept
  | .dependencies = ([.dependencies[] | select(.ref == $program or IN(.ref; $kept[]))
      | if .ref == $program then .dependsOn = $kept elif .dependsOn then .dependsOn |= map(select(IN(.; $kept[]))) else . end]
      + [$runtime[0][] | {ref: ."bom-ref"}] | sort_by(.ref))
  | .metadata.timestamp = $time
  | .metadata.component.properties = [{name: "commit", value: $revision}]' "$scratch/packages.json" >"$file"
