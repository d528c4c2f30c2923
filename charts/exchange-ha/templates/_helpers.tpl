{{- define "exchange-ha.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "exchange-ha.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "exchange-ha.operator" -}}
{{- printf "%s-operator" (include "exchange-ha.fullname" .) -}}
{{- end -}}

{{- define "exchange-ha.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "exchange-ha.operator" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- required "serviceAccount.name: a name is needed where serviceAccount.create is false" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "exchange-ha.selectorLabels" -}}
app.kubernetes.io/name: {{ include "exchange-ha.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: operator
{{- end -}}

{{/* The chart's own labels win over commonLabels, for selectors and Helm itself go by them; a key that stood here twice would be no YAML. */}}
{{- define "exchange-ha.labels" -}}
{{- $own := include "exchange-ha.ownLabels" . -}}
{{- $reserved := set (fromYaml $own) "app.kubernetes.io/component" "" -}}
{{- $others := dict -}}
{{- range $key, $value := .Values.commonLabels -}}
{{- if not (hasKey $reserved $key) -}}
{{- $_ := set $others $key $value -}}
{{- end -}}
{{- end -}}
{{- $own -}}
{{- with $others }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "exchange-ha.ownLabels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/name: {{ include "exchange-ha.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{/* The annotations of an object: (list . OWN...), later ones count. Nothing where there are none. */}}
{{- define "exchange-ha.annotations" -}}
{{- $root := first . -}}
{{- $all := deepCopy (default dict $root.Values.commonAnnotations) -}}
{{- range rest . -}}
{{- $all = mergeOverwrite $all (deepCopy (default dict .)) -}}
{{- end -}}
{{- with $all }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* An image's name: (list . VALUES) */}}
{{- define "exchange-ha.image" -}}
{{- $root := index . 0 -}}
{{- $image := index . 1 -}}
{{- $name := ternary (printf "%s/%s" $image.registry $image.repository) $image.repository (ne $image.registry "") -}}
{{- if $image.digest -}}
{{- printf "%s@%s" $name $image.digest -}}
{{- else -}}
{{- printf "%s:%s" $name (default $root.Chart.AppVersion $image.tag) -}}
{{- end -}}
{{- end -}}

{{/* The namespaces whose balancers are served, as a list in JSON */}}
{{- define "exchange-ha.namespaces" -}}
{{- default (list .Release.Namespace) .Values.scope.namespaces | uniq | toJson -}}
{{- end -}}

{{/* What the operator does in a namespace whose balancers it serves; config/rbac/namespace.yaml has the reasons */}}
{{- define "exchange-ha.balancerRules" -}}
- apiGroups: [exchange-ha.io]
  resources: [exchangebalancers]
  verbs: [list, watch]
- apiGroups: [exchange-ha.io]
  resources: [exchangebalancers/status]
  verbs: [patch]
- apiGroups: [exchange-ha.io]
  resources: [balancernodes]
  verbs: [get, list, watch, create, patch, delete]
# held because it is granted on to the agents
- apiGroups: [exchange-ha.io]
  resources: [balancernodes/status]
  verbs: [patch]
- apiGroups: [""]
  resources: [secrets, serviceaccounts]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [rbac.authorization.k8s.io]
  resources: [roles, rolebindings]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [apps]
  resources: [daemonsets]
  verbs: [get, list, watch, create, patch, delete]
# deleted one at a time when their template has changed
- apiGroups: [""]
  resources: [pods]
  verbs: [list, watch, delete]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [get, create, patch]
{{- end -}}
