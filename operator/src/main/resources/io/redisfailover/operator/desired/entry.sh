#!/bin/sh
# Starts the Redis server of this pod, parked: it copies from no server, refuses writes, and cannot
# overwrite the data of another server, until the operator commands it. The script contacts nothing,
# so no other failure can change how the server starts.
#
# Passwords go from mounted Secrets into files in memory; none is on a command line or in the
# environment. The internal users may run only the commands that they need. Each line of one of their
# files is a password that is valid; the first is used. accept.sh gives a running server what they
# hold later.
#
# Not every shell applies -e inside $(...), so commands that can fail there end with "|| exit".
set -eu
umask 077

config=${RF_CONFIG_DIR:-/etc/redis-failover/config}
auth=${RF_AUTH_DIR:-/etc/redis-failover/auth}
control=${RF_CONTROL_DIR:-/etc/redis-failover/control}
users=${RF_USERS_DIR:-/etc/redis-failover/users}
run=${RF_RUN_DIR:-/run/redis-failover}

fail() {
  echo "redis-failover: $1" >&2
  exit 1
}

# lacking FILE: fails because a file holds no password.
lacking() {
  [ -r "$1" ] || fail "$1: missing; add this key to the Secret."
  fail "$1: empty; set a password in this key of the Secret."
}

# While there is no pid, the probes of this container leave alone what is written below.
rm -f "$run/pid" "$run/born"

server=$(command -v redis-server || command -v valkey-server) \
  || fail "PATH: no redis-server or valkey-server; use an image that has one."
major=$("$server" --version | sed -n 's/^[^=]*v=\([0-9][0-9]*\).*/\1/p')
[ -n "$major" ] || fail "$server: no version in the output of --version; use a Redis or Valkey image."

# What failover keeps for itself is withheld from applications: by files of rules that the operator
# made, one for each way in which releases understand rules about subcommands. Applications write
# functions only if the resource says so: the markers are functions, and whoever writes functions
# can delete them.
functions=
dialect=6
rules=application-6.acl
if [ "$major" -ge 7 ]; then
  # +fcall_ro is for operators and proxies of one build before, which may run beside this server.
  functions='+function|load +function|delete +function|list +fcall_ro'
  dialect=7
  rules=application-7.acl
  [ "${RF_FUNCTIONS:-CallOnly}" != Allowed ] || rules=application-7-functions.acl
fi
application=$(cat "$config/$rules") || exit 1

. "$config/passwords.sh"
user=$(application)
if [ "${RF_AUTH:-enabled}" != disabled ] && [ "$(named)" != "$user" ]; then
  if [ -z "$(first "$auth/password")" ]; then
    why="password: missing" what="set this key of the Secret, and its username counts"
  elif is_name "$(named)"; then
    why="username: is that of a further user" what="set this key of the Secret to another name"
  else
    why="username: cannot be used" what="use letters, digits, '_', '.', '@' and '-' in this key of the Secret, and do not begin it with rf-"
  fi
  echo "redis-failover: $why, so the applications are the user $user; $what." >&2
fi

accept_all "$user"
operator=$(digests_of rf-operator)
[ -n "$operator" ] || lacking "$control/operator-password"
proxy=$(digests_of rf-proxy)
[ -n "$proxy" ] || lacking "$control/proxy-password"
replica=$(digests_of rf-replica)
[ -n "$replica" ] || lacking "$control/replica-password"
pod=$(digests_of rf-pod)
[ -n "$pod" ] || lacking "$control/pod-password"
if [ "${RF_AUTH:-enabled}" = disabled ]; then
  password=nopass
else
  password=$(digests_of "$user")
  [ -n "$password" ] || lacking "$auth/password"
fi
# Users that applications had before, while a password of theirs is valid.
former=
[ "${RF_AUTH:-enabled}" = disabled ] \
  || former=$(applications "$run/accepted" | cut -d ' ' -f 1 | sort -u | grep -vxF -e "$user" || true)
{
  echo "user $user on $password $application"
  for name in $former; do
    echo "user $name on $(digests_of "$name")$application"
  done
  printf '%s\n' "$user" $former | grep -qx default || echo 'user default off'
  echo "user rf-operator on $operator -@all +ping +info +role +replicaof" \
    "+multi +exec +client +config|get +config|set +acl|setuser +acl|deluser +acl|list +module|list +slowlog|get +bgsave +dbsize $functions"
  echo "user rf-proxy on $proxy -@all +ping +info +role +replicaof" \
    "+client|list +client|kill +client|setname +client|id +config|get $functions"
  echo "user rf-replica on $replica -@all +ping +psync +replconf +info"
  echo "user rf-pod on $pod -@all +ping +info +replicaof" \
    '+multi +exec +client|pause +client|unpause'
  # Further users, in the words of this release. No name can be there twice.
  [ ! -s "$users/users-$dialect.acl" ] || grep -vF "user $user " "$users/users-$dialect.acl" || true
} > "$run/users.acl"

case $(cat "$run/replica-password") in
  *[[:cntrl:]]*)
    fail "$control/replica-password: a control character; remove it from this key of the Secret."
    ;;
esac
{
  # RESTORE takes a damaged value as it is, and the server that reads it exits; so would the other
  # one after a failover. What an application restores is checked; copies and files are not.
  [ "$major" -lt 7 ] || echo 'sanitize-dump-payload clients'
  echo "include $config/redis.conf"
  [ -z "${RF_MODULES:-}" ] || printf '%s\n' "$RF_MODULES" | sed 's/^/loadmodule /'
  echo "aclfile $run/users.acl"
  echo 'masteruser rf-replica'
  echo "masterauth $(quoted "$(cat "$run/replica-password")")"
  [ "$major" -lt 7 ] || echo 'shutdown-timeout 10'
} > "$run/redis.conf"

born "$$" > "$run/born"
echo "$$" > "$run/pid"
exec "$server" "$run/redis.conf" --replicaof 127.0.0.1 1 --replica-read-only "${RF_READ_ONLY:-yes}"
