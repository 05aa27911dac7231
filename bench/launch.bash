# Sourced by the scripts beside it, which set `main` and `options`: builds what is stale and runs that class.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/toolchain.bash"
if [[ " $* " == *" --help "* ]]; then
  package=${main%.*}
  usage_of "bench/src/main/java/${package//.//}/$options.java"
  exit
fi
# The log of the clients' library would interrupt the output.
java_options=(-DLOG_LEVEL=ERROR -Dbench.ours="$root/standalone/target")
run_program bench "$main" "$@"
