# Sourced by the scripts beside it, which set `main`: builds what is stale and runs that class.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/toolchain.bash"
if [[ " $* " == *" --help "* ]]; then
  options=${main%.*}.Options
  usage_of "bench/src/main/java/${options//.//}.java"
  exit
fi
use_jdk
build bench
# What the clients' library logs would stand between the lines.
exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -DLOG_LEVEL=ERROR \
  -Dbench.ours="$root/standalone/target" \
  -cp "$(echo "$root"/bench/target/bench-*.jar):$root/bench/target/lib/*" "$main" "$@"
