# Sourced behind toolchain.bash by the commands that break a source to see whether anything notices.

# mutate FILE CLASSES CLASSPATH: compiles into CLASSES the sources that a file of mutants names (`file SOURCE`), each
# changed by the sed script below its name. Ends when a change has no effect any more.
mutate() {
  local mutant=$1 classes=$2 class_path=$3 source='' script='' line
  apply() {
    [ -n "$source" ] || return 0
    local changed
    changed=$(dirname "$classes")/mutant-sources/$(basename "$source")
    mkdir -p "$(dirname "$changed")" "$classes"
    sed -e "$script" "$root/$source" > "$changed"
    if cmp -s "$root/$source" "$changed"; then
      echo "$mutant changes nothing in $source any more" >&2
      exit 1
    fi
    "$JAVA_HOME/bin/javac" -nowarn -proc:none --release 21 -d "$classes" -cp "$class_path" "$changed"
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
