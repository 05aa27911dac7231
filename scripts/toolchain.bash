# Sourced by every command of this repository: what they need of the machine, found or installed, and the
# one way in which they build. What is missing is one sentence on standard error, and the end.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

give_up() {
  echo "$*" >&2
  exit 1
}

# The feature release of a JDK folder, such as 21; nothing when it is no JDK.
jdk_release() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# Exports JAVA_HOME: as it is when it will do, else the first JDK that does, in the usual folders or on PATH.
use_jdk() {
  local candidate release on_path older='' home=${HOME:-/nonexistent} asked=${JAVA_HOME:-}
  on_path=$(command -v javac || true)
  for candidate in "$asked" /usr/lib/jvm/* /usr/java/* /usr/local/java/* /usr/local/jdk* /opt/java/* /opt/jdk* \
      "$home"/.sdkman/candidates/java/* "$home"/.jdks/* "$home"/.local/share/mise/installs/java/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk* \
      "${on_path:+$(dirname "$(dirname "$(readlink -f "$on_path")")")}"; do
    release=$(jdk_release "$candidate")
    [ -n "$release" ] || continue
    if [ "$release" -ge 21 ]; then
      [ -z "$asked" ] || [ "$candidate" = "$asked" ] ||
        echo "JAVA_HOME is $asked, which is no JDK of 21 or newer; $candidate is used instead." >&2
      export JAVA_HOME=$candidate
      return
    fi
    [[ " $older " == *" $release "* ]] || older+="${older:+ }$release"
  done
  give_up "No JDK 21 or newer was found${older:+, only ${older// /, }}; install one (for instance Temurin 25 or openjdk-21-jdk), or set JAVA_HOME to it."
}

# use_programs PROGRAM=PACKAGE...: installs those that are missing, as root where there is apt-get.
use_programs() {
  local wanted packages=()
  for wanted; do
    command -v "${wanted%=*}" > /dev/null || packages+=("${wanted#*=}")
  done
  [ ${#packages[@]} -gt 0 ] || return 0
  if ! command -v apt-get > /dev/null; then
    give_up "Missing: ${packages[*]}; install with your package manager, then run this again."
  fi
  if [ "$(id -u)" != 0 ]; then
    give_up "Missing: ${packages[*]}; install with: sudo apt-get install ${packages[*]}"
  fi
  install_packages "${packages[@]}"
}

# install_packages PACKAGE...: installs Debian packages, as root.
install_packages() {
  local said
  echo "Installing $* with apt-get ..." >&2
  # Servers that packages would start are not wanted: every test has its own.
  if ! said=$(export RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive
      { apt-get -qq update || true; apt-get -qq install -y --no-install-recommends "$@"; } 2>&1 < /dev/null); then
    said=$(grep -m 1 -E '^(Err|W|E):' <<< "$said" || tail -n 1 <<< "$said")
    give_up "Missing: $*, and apt-get cannot install $* (${said%.}); check the network, or install with: apt-get install $*"
  fi
}

# Why a build ended, from Maven's log: one sentence where the machine is the reason, else what failed. A failed test
# has a report of its own.
explain_build() {
  local unreachable said
  unreachable=$(grep -m 1 -E '^\[ERROR\].*(Could not transfer|Cannot access|Unknown host|Non-resolvable)' "$1" || true)
  if [ -n "$unreachable" ]; then
    unreachable=$(grep -o -m 1 -E '(Could not transfer|Cannot access|Unknown host)[^:]*(: [^:]*)?' <<< "$unreachable" | head -n 1)
    echo "Maven cannot fetch what the build needs (${unreachable:0:200}); check the network, or the mirror in ~/.m2/settings.xml."
    return
  fi
  explain_goals "$1"
  explain_crashes "$1"
  grep -q '^\[ERROR\] Failed to execute goal' "$1" || {
    said=$(grep -m 1 '^Unable to parse command line' "$1" || grep -E '^\[ERROR\]' "$1" | head -n 20)
    [ -n "$said" ] && echo "$said" || tail -n 20 "$1"
  }
}

# explain_goals LOG: what Maven's summary says of each goal that failed, but for tests. A warning that -Werror made an
# error stands in no summary.
explain_goals() {
  awk -v root="$root/" '
    /^\[WARNING\] [^ ]+\.java:\[/ { warnings[++warned] = $0 }
    /^\[ERROR\] Failed to execute goal/ { shown = !/-(surefire|failsafe)-plugin:.*: (There are test failures.*)?$/; lines = 0 }
    /^\[ERROR\] (-> \[Help|To see the full|Re-run Maven|After correcting|For more information)/ { shown = 0 }
    shown && /-Werror/ { strict = 1 }
    shown && /^\[ERROR\] *[^ ]/ && ++lines <= 20 { gsub(root, ""); sub(/ -> \[Help [0-9]+\].*/, ""); print }
    END { for (i = 1; strict && i <= warned && i <= 20; i++) { gsub(root, "", warnings[i]); if (!said[warnings[i]]++) print warnings[i] } }
  ' "$1"
}

# explain_crashes LOG: a line for each test class that ended its JVM, which has no report, or why there was no JVM.
explain_crashes() {
  awk '
    { name = /^\[ERROR\] [A-Za-z_][A-Za-z0-9_$.]*$/ }
    /^\[ERROR\] Process Exit Code: / { code = $NF }
    /^\[ERROR\] The forked VM/ { lost = $0 }
    crashed && name && !said[$2]++ { named = 1; print "CRASHED: " $2 " ended its JVM, with exit code " code }
    { crashed = /^\[ERROR\] Crashed tests:/ || (crashed && name) }
    END { if (lost && !named) print lost " Exit code " code }
  ' "$1"
}

# end_tree PID: ends a process that was started here and all that came of it, and waits for them.
end_tree() {
  local family=("$1") i=0 pid wait_for=100
  while [ "$i" -lt ${#family[@]} ]; do
    family+=($(ps -A -o pid= -o ppid= | awk -v parent="${family[i]}" '$2 == parent { print $1 }'))
    i=$((i + 1))
  done
  kill "$1" 2> /dev/null || true
  for pid in "${family[@]}"; do
    while kill -0 "$pid" 2> /dev/null && [ $((wait_for -= 1)) -gt 0 ]; do sleep 0.1; done
    kill -KILL "$pid" 2> /dev/null || true
  done
}

# usage_of SOURCE: the text block USAGE of a Java source: help that needs no build.
usage_of() {
  sed -n '/ USAGE =$/,/""";/{/ USAGE =$/d; /"""/d; s/^      //; s/\\$//; p;}' "$root/$1"
}

# The sources of the build, newer than a file.
newer_sources() {
  find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main -newer "$1" -print -quit
}

# build MODULE: makes its jar, and `lib` beside it, unless they are newer than all sources. Quiet but for a line.
build() {
  local module=$1 stamp=$root/$1/target/built.stamp began=$SECONDS log
  [ ! -e "$stamp" ] || [ -n "$(newer_sources "$stamp")" ] || return 0
  use_programs mvn=maven
  log=$(mktemp)
  [ -t 2 ] && printf 'Building, this takes a minute or two the first time ...' >&2 || echo 'Building ...' >&2
  if ! (cd "$root" && mvn -B -ntp -pl "$module" -am -Dmaven.test.skip=true package) > "$log" 2>&1 < /dev/null; then
    [ -t 2 ] && printf '\n' >&2
    explain_build "$log" >&2
    rm -f "$log"
    exit 1
  fi
  rm -f "$log"
  touch "$stamp"
  [ -t 2 ] && printf '\r\033[K' >&2
  echo "Built in $((SECONDS - began)) s." >&2
}

# run_program MODULE CLASS ARGUMENT...: builds a module when it is stale, and becomes its program. The array java_options
# holds options of the JVM.
run_program() {
  local module=$1 class=$2
  shift 2
  use_jdk
  build "$module"
  exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED "${java_options[@]}" \
    -cp "$(echo "$root/$module/target/$module"-*.jar):$root/$module/target/lib/*" "$class" "$@"
}
