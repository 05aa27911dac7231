# Sourced behind toolchain.bash and reports.bash by the commands that break a source to see whether a test fails.

# mutated MUTANT FOLDER: writes into FOLDER, which may be $root, the sources that a file of mutants names
# (`file SOURCE`), under their paths, each changed by the sed script below its name. Gives up when a script changes nothing.
mutated() {
  local mutant=$1 folder=$2 source='' script='' line
  apply() {
    [ -n "$source" ] || return 0
    mkdir -p "$(dirname "$folder/$source")"
    sed -e "$script" "$root/$source" > "$folder/$source.changed"
    if cmp -s "$root/$source" "$folder/$source.changed"; then
      give_up "$mutant changes nothing in $source; adjust its sed script."
    fi
    mv "$folder/$source.changed" "$folder/$source"
  }
  while IFS= read -r line; do
    case $line in
      '#'*) ;;
      'file '*) apply; source=${line#file } script='' ;;
      *) script+=$line$'\n' ;;
    esac
  done < "$mutant"
  apply
}

# mutate MUTANT CLASSES CLASSPATH: compiles the changed sources into CLASSES.
mutate() {
  local mutant=$1 classes=$2 class_path=$3 sources
  sources=$(dirname "$classes")/mutant-sources
  rm -rf "$sources"
  mutated "$mutant" "$sources"
  mkdir -p "$classes"
  find "$sources" -name '*.java' -exec \
    "$JAVA_HOME/bin/javac" -nowarn -proc:none --release 21 -d "$classes" -cp "$class_path" {} +
}

# rows DOCUMENT [WORD]: "WITHOUT TEST" for each row of the document's table of tests and mechanisms that contains WORD.
rows() {
  sed -n 's/^| `\([A-Za-z]*IT#[A-Za-z]*\)` | `\([A-Za-z_,-]*\)` |.*/\2 \1/p' "$root/$1" | grep -F -- "${2:-}"
}

# judge REPORT METHOD: prints what a test without its mechanism came to. Succeeds when one of its cases failed: that is
# what the test is for.
judge() {
  [ -r "$1" ] || { echo 'DID NOT RUN'; return 1; }
  report_lines "$1" | awk -F '\t' -v method="$2" '
    index($2, method) == 1 { ran = 1; if ($4 == "failed" && !failed) { failed = 1; message = $5 } }
    END {
      print failed ? "failed: " substr(message, 1, 200) : ran ? "STAYED GREEN" : "DID NOT RUN"
      exit !failed
    }'
}
