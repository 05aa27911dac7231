{{/* Names of all objects of the chart. */}}
{{- define "operator.name" -}}
{{- $chart := include "operator.text" (.Values.nameOverride | default .Chart.Name) -}}
{{- if .Values.fullnameOverride -}}
{{- include "operator.text" .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else if contains $chart .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $chart | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* A value as text: helm reads a whole number in a file as a floating one, and prints a large one with an exponent. */}}
{{- define "operator.text" -}}
{{- if and (kindIs "float64" .) (eq . (floor .)) }}{{ int64 . }}{{ else }}{{ toString . }}{{ end -}}
{{- end -}}

{{/* Labels or annotations: Kubernetes takes texts only, and people write numbers and true. */}}
{{- define "operator.texts" -}}
{{- range $key, $value := . }}
{{ $key }}: {{ include "operator.text" $value | quote }}
{{- end -}}
{{- end -}}

{{/* The namespaces to look after, with commas between. */}}
{{- define "operator.namespaces" -}}
{{- range $index, $namespace := .Values.watchNamespaces -}}
{{- if $index }},{{ end }}{{ include "operator.text" $namespace }}
{{- end -}}
{{- end -}}

{{/* Without a word it is: `helm upgrade --reuse-values` knows no value that is new. */}}
{{- define "operator.isEnabled" -}}
{{- if ne (toString .Values.enabled) "false" }}yes{{ end -}}
{{- end -}}

{{/* Without a word they are made, too. */}}
{{- define "operator.makesUserRoles" -}}
{{- $wanted := ne (toString (.Values.userRoles | default dict).create) "false" -}}
{{- if and $wanted (not .Values.watchNamespaces) }}yes{{ end -}}
{{- end -}}

{{- define "operator.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- include "operator.text" (.Values.serviceAccount.name | default (include "operator.name" .)) -}}
{{- else -}}
{{- include "operator.text" (required "serviceAccount.name: missing; set it, or set serviceAccount.create: true." .Values.serviceAccount.name) -}}
{{- end -}}
{{- end -}}

{{- define "operator.selector" -}}
app.kubernetes.io/name: redis-failover-operator
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{- define "operator.labels" -}}
{{ include "operator.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | replace "+" "_" | trunc 63 | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" | quote }}
{{- end -}}

{{/* Which image, of the values of one and the version of the chart. */}}
{{- define "operator.reference" -}}
{{- if .image.digest -}}
{{ .image.repository }}@{{ .image.digest }}
{{- else -}}
{{ .image.repository }}:{{ include "operator.text" (.image.tag | default .version) }}
{{- end -}}
{{- end -}}

{{/* That of a chart around this one goes first, as in most charts. */}}
{{- define "operator.registry" -}}
{{- $global := .Values.global | default dict -}}
{{- $global.imageRegistry | default .Values.registry | default "" | trimSuffix "/" -}}
{{- end -}}

{{/* A first part with a dot or a port is a registry, as the operator reads the images of resources. */}}
{{- define "operator.image" -}}
{{- $named := regexMatch "^([^/]*[.:][^/]*|localhost)/" .Values.image.repository -}}
{{- $registry := include "operator.registry" . -}}
{{- if and $registry (not $named) }}{{ $registry }}/{{ end -}}
{{ include "operator.reference" (dict "image" .Values.image "version" .Chart.AppVersion) }}
{{- end -}}

{{/* The operator puts the registry before it, as before the images of resources. */}}
{{- define "operator.proxyImage" -}}
{{ include "operator.reference" (dict "image" .Values.proxyImage "version" .Chart.AppVersion) }}
{{- end -}}

{{/* Those of a chart around this one too, each once. */}}
{{- define "operator.pullSecrets" -}}
{{- $names := list -}}
{{- range concat ((.Values.global | default dict).imagePullSecrets | default list) (.Values.imagePullSecrets | default list) -}}
{{- $names = append $names (kindIs "map" . | ternary . (dict "name" .)).name -}}
{{- end -}}
{{- range $names | uniq }}
- name: {{ include "operator.text" . | quote }}
{{- end -}}
{{- end -}}

{{- define "operator.userIds" -}}
{{ .Values.userIds | default (ternary "platform" "fixed" (.Capabilities.APIVersions.Has "security.openshift.io/v1")) }}
{{- end -}}

{{- define "operator.securityContext" -}}
runAsNonRoot: true
{{- if eq (include "operator.userIds" .) "fixed" }}
runAsUser: 10001
runAsGroup: 10001
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* The CRD belongs to the release that installed it first; another one, or a person, keeps it up to date. */}}
{{- define "operator.ownsCrd" -}}
{{- if .Values.crds.install -}}
{{- $present := lookup "apiextensions.k8s.io/v1" "CustomResourceDefinition" "" "redisfailovers.redisfailover.io" -}}
{{- $said := dig "metadata" "annotations" dict $present -}}
{{- $ours := and (eq (dig "meta.helm.sh/release-name" "" $said) .Release.Name) (eq (dig "meta.helm.sh/release-namespace" "" $said) .Release.Namespace) -}}
{{- if or (not $present) $ours }}yes{{ end -}}
{{- end -}}
{{- end -}}

{{/* What the operator may do in a namespace that it looks after. A test compares it with what it asks for. */}}
{{- define "operator.rules" -}}
- apiGroups: [redisfailover.io]
  resources: [redisfailovers]
  verbs: [get, list, watch, patch]
- apiGroups: [redisfailover.io]
  resources: [redisfailovers/status]
  verbs: [patch]
{{- /* Owner references block the deletion of their owner. */}}
- apiGroups: [redisfailover.io]
  resources: [redisfailovers/finalizers]
  verbs: [update]
- apiGroups: [""]
  resources: [secrets]
  verbs: [get, list, watch, create, update]
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get, list, watch, create, patch]
- apiGroups: [""]
  resources: [services]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [persistentvolumeclaims]
  verbs: [get, list, watch, create, patch]
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch, patch, delete]
- apiGroups: [apps]
  resources: [statefulsets, deployments]
  verbs: [get, list, watch, create, patch]
{{- /* Only pods of our own ReplicaSets are told the token of the control API. */}}
- apiGroups: [apps]
  resources: [replicasets]
  verbs: [get, list, watch]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [get, list, watch, create, patch, delete]
{{- /* A StatefulSet says in its Events only what refuses its pod. */}}
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [get, list, create, patch]
{{- end -}}
