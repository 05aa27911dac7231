# Sourced by the scripts beside it, which set `main`: builds what is stale and runs that class.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# The release of a JDK folder, such as 21; nothing when it is no JDK.
release() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
  local candidate
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
      "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*; do
    [ -n "$candidate" ] || continue
    if [ "$(release "$candidate" || true)" -ge 21 ] 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
}

jdk=$(find_jdk)
if [ -z "$jdk" ]; then
  echo "No JDK 21 or newer was found; install one (for instance Temurin 25 or openjdk-21-jdk), or set JAVA_HOME to it." >&2
  exit 1
fi

build=$here/bench/target
stamp=$build/bench.stamp
is_stale() {
  [ ! -e "$stamp" ] || [ -n "$(find "$here"/pom.xml "$here"/*/pom.xml "$here"/*/src/main -newer "$stamp" -print -quit)" ]
}

if is_stale; then
  if ! command -v mvn > /dev/null; then
    echo "Maven 3.8 or newer is needed to build this once; install it, for instance with: apt install maven" >&2
    exit 1
  fi
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  began=$SECONDS
  echo 'Building ...' >&2
  if ! (cd "$here" && JAVA_HOME=$jdk mvn -B -pl bench -am -Dmaven.test.skip=true -Djacoco.skip -Dspotless.check.skip package) > "$log" 2>&1 < /dev/null; then
    grep -E 'ERROR' "$log" | head -20 >&2 || tail -20 "$log" >&2
    exit 1
  fi
  echo "Built in $((SECONDS - began)) s." >&2
  touch "$stamp"
  rm -f "$log"
  trap - EXIT
fi

# What the clients' library logs would stand between the lines.
exec "$jdk/bin/java" --enable-native-access=ALL-UNNAMED -DLOG_LEVEL=ERROR \
  -Dbench.ours="$here/standalone/target" \
  -cp "$(echo "$build"/bench-*.jar):$build/lib/*" "$main" "$@"
