# Sourced behind toolchain.bash: what Maven and its tests report, as lines to read. `verify`, which follows a whole build,
# sets `details`.

# report_lines FILE...: reports of tests as lines of CLASS, METHOD, SECONDS, RESULT and MESSAGE, with tabs between.
report_lines() {
  awk '
    function attribute(name,    value) {
      if (!match($0, "[ <]" name "=\"[^\"]*\"")) return ""
      value = substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
      gsub(/&#10;|&#9;|\t/, " ", value); gsub(/&lt;/, "<", value); gsub(/&gt;/, ">", value)
      gsub(/&quot;/, "\"", value); gsub(/&apos;/, "\047", value); gsub(/&amp;/, "\\&", value)
      return value
    }
    function end() { if (test != "") print test "\t" result "\t" message; test = "" }
    /<testcase / { end(); test = attribute("classname") "\t" attribute("name") "\t" attribute("time"); result = "passed"; message = "" }
    /<(failure|error)[ >]/ && test != "" { result = "failed"; message = attribute("message") == "" ? attribute("type") : attribute("message") }
    /<skipped/ && test != "" {
      result = "skipped"; message = attribute("message")
      if (message == "" && match($0, /CDATA\[[^ ]*: /)) message = substr($0, RSTART + RLENGTH)
      sub(/^Assumption failed: /, "", message)
    }
    FNR == 1 { end() }
    END { end() }
  ' "$@" /dev/null
}

# results MODULE: the reports of all tests of a module.
results() {
  local reports
  shopt -s nullglob
  reports=("$root/$1"/target/{surefire,failsafe}-reports/TEST-*.xml)
  shopt -u nullglob
  report_lines "${reports[@]}"
}

# count RESULT FILE: how many tests of such a table ended so.
count() {
  grep -c $'\t'"$1"$'\t' "$2" || true
}

# conclude MODULE SECONDS [NOTE]: prints a module's line and keeps its results.
conclude() {
  local module=$1 seconds=$2 note=${3:-} table=$details/$1.tsv failed skipped
  results "$module" > "$table"
  failed=$(count failed "$table")
  skipped=$(count skipped "$table")
  printf '%-14s %4d s   %4d passed' "$module" "$seconds" "$(count passed "$table")"
  [ "$failed" = 0 ] || printf ', %d FAILED' "$failed"
  [ "$skipped" = 0 ] || printf ', %d skipped' "$skipped"
  printf '%s\n' "$note"
  awk -F '\t' '$4 == "skipped" && !said[$5]++ { print "  skipped: " $5 }' "$table"
  awk -F '\t' '$4 == "failed" { if (++shown <= 10) print "  FAILED: " $1 "." $2 ": " substr($5, 1, 300) }
    END { if (shown > 10) print "  and " shown - 10 " more: target/verify/'"$module"'.tsv" }' "$table"
}

declare -A began=() latest=() left_out=()

# follow_line LINE: takes what Maven says in, and prints the line of a module after its last goal.
follow_line() {
  local module
  if [[ $1 =~ ^\[INFO\]\ ---\ ([^ ]+)\ .*@\ ([^ ]+)\ ---$ ]]; then
    module=${BASH_REMATCH[2]}
    [ -d "$root/$module" ] || return 0
    began[$module]=${began[$module]:-$SECONDS} latest[$module]=$SECONDS
    if [[ ${BASH_REMATCH[1]} == *failsafe*:verify ]]; then
      conclude "$module" $((SECONDS - began[$module]))
      began[$module]=concluded
    fi
  elif [[ $1 =~ ^\[INFO\]\ (.*[^\ .])\ \.+\ SKIPPED ]]; then
    left_out[${BASH_REMATCH[1]}]=yes
  fi
}

# conclude_rest NOTE: prints a line for each module that did not come to its last goal.
conclude_rest() {
  local module
  for module in "${!began[@]}"; do
    [ "${began[$module]}" = concluded ] || conclude "$module" $((latest[$module] - began[$module])) ", $1"
  done
  for module in "${!left_out[@]}"; do
    echo "$module: NOT RUN, because a module that it needs failed"
  done
}
