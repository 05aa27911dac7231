# Functions that send commands to the servers; sourced by the other scripts.
umask 077
config=${RF_CONFIG_DIR:-/etc/redis-failover/config}
auth=${RF_AUTH_DIR:-/etc/redis-failover/auth}
control=${RF_CONTROL_DIR:-/etc/redis-failover/control}
users=${RF_USERS_DIR:-/etc/redis-failover/users}
run=${RF_RUN_DIR:-/run/redis-failover}
port=${RF_PORT:-6379}
peer_port=${RF_PEER_PORT:-6379}

. "$config/passwords.sh"

cli=$(command -v redis-cli || command -v valkey-cli) || exit 1
# accepted NAME: prints a password that the servers accept; the Secrets may be ahead of them. A server that
# an entry script of one build before has started has no such copy.
accepted() {
  if [ -r "$run/$1" ]; then
    contents "$run/$1"
  else
    first "$control/$1"
  fi
}

REDISCLI_AUTH=$(accepted pod-password)
export REDISCLI_AUTH
peer_auth=$(accepted replica-password)

# say SENTENCE: writes to the log of the pod.
say() {
  [ -n "${RF_LOG:-}" ] || runs || return 0
  echo "redis-failover: $1" 2> /dev/null >> "${RF_LOG:-/proc/$(contents "$run/pid")/fd/1}" || :
}

# own COMMANDS: sends commands, one per line, on one connection to this server; prints the replies.
own() {
  printf '%s\n' "$1" | timeout "${2:-2}" "$cli" -h 127.0.0.1 -p "$port" --user rf-pod --no-auth-warning
}

# peer COMMANDS: the same for the other server. An address can lead to a stranger, which then knows the
# password. So this is the user of replication: applications can read that password on their server too.
peer() {
  printf '%s\n' "$1" | REDISCLI_AUTH=$peer_auth timeout 2 "$cli" -h "${address:-$RF_PEER}" -p "$peer_port" \
    --user rf-replica --no-auth-warning 2> /dev/null
}

newline='
'
return=$(printf '\r')

# field NAME TEXT: prints a field of INFO. It starts no program, because clients may be paused.
field() {
  rest=${2#*"$newline$1:"}
  if [ "$rest" != "$2" ]; then
    rest=${rest%%"$newline"*}
    printf %s "${rest%"$return"}"
  fi
}
