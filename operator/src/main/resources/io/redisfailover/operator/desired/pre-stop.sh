#!/bin/sh
# Runs before the server of this pod stops. An active server hands over: it waits until the standby
# has everything, parks itself, and waits until the standby is promoted. This script never unparks
# it. After any error the server stops in time, and the proxies fail over.
. "${0%/*}/client.sh"

now() {
  date +%s
}

# wait_for_peer: waits until the other server is a primary, 5 s at most.
wait_for_peer() {
  end=$(($(now) + 5))
  while [ "$(now)" -lt "$end" ]; do
    find_peer "$(own 'INFO replication')"
    if [ "$(field role "$theirs")" = master ]; then
      say 'The other server is a primary.'
      return 0
    fi
    sleep 0.05
  done
  say 'The other server is no primary after 5 s.'
}

# find_peer MINE: sets address, and theirs, the INFO of the other server there; empty where it is not
# found. Its host name can resolve to an earlier pod while DNS caches it (usually 30 s), and a drain or
# a roll replaces both servers within that time. Then a replication connection has its address. That
# comes second: whoever knows the password of replication can announce any address as a replica's. And
# a network that rewrites addresses can show this server's own there. Once found it is asked first: a
# standby that is promoted ends its replication connection.
find_peer() {
  replicas=$(printf '%s\n' "$1" | sed -n 's/^slave[0-9]*:ip=\([^,]*\),.*/\1/p')
  for address in $found "$RF_PEER" $replicas; do
    theirs=$(peer 'INFO server
INFO replication')
    if [ -n "$(field role "$theirs")" ] && [ "$(field run_id "$theirs")" != "$me" ]; then
      found=$address
      return 0
    fi
  done
  theirs=
}

# in_sync MINE THEIRS: whether the other server replicates from this one and has all of MINE.
in_sync() {
  [ "$(field role "$2")" = slave ] \
    && [ "$(field master_link_status "$2")" = up ] \
    && [ "$(field master_sync_in_progress "$2")" = 0 ] \
    && [ "$(field master_replid "$2")" = "$(field master_replid "$1")" ] \
    && [ "$(field slave_repl_offset "$2")" -ge "$(field master_repl_offset "$1")" ]
}

# park: pauses writes, waits for equal offsets, parks. After 1 s it allows writes again instead.
park() {
  frozen=$(own 'CLIENT PAUSE 3000 WRITE
INFO replication') || return 1
  tries=40
  while [ "$tries" -gt 0 ]; do
    if in_sync "$frozen" "$(peer 'INFO replication')"; then
      own 'MULTI
REPLICAOF 127.0.0.1 1
INFO replication
EXEC' > /dev/null || return 1
      return 0
    fi
    tries=$((tries - 1))
    sleep 0.02
  done
  own 'CLIENT UNPAUSE' > /dev/null
  return 1
}

# hand_over: tries while the other server answers, 15 s at most.
hand_over() {
  end=$(($(now) + 15))
  missed=0
  while [ "$(now)" -lt "$end" ]; do
    mine=$(own 'INFO replication') || return 0
    if [ "$(field role "$mine")" != master ]; then
      finish_switch "$mine"
      return 0
    fi
    find_peer "$mine"
    case $(field role "$theirs") in
      master)
        say 'The other server is already a primary.'
        return 0
        ;;
      slave)
        missed=0
        if in_sync "$mine" "$theirs" && park; then
          say 'Parked this server; the other server has everything.'
          wait_for_peer
          return 0
        fi
        ;;
      *)
        missed=$((missed + 1))
        if [ "$missed" -ge 3 ]; then
          say 'The other server does not answer; stopping without a handover.'
          return 0
        fi
        ;;
    esac
    sleep 0.2
  done
  say 'The other server was not in sync within 15 s; stopping without a handover.'
}

# finish_switch MINE: a switchover may have parked this server and still need its data. Which epoch the
# data belongs to is not asked: a marker is code, and this script executes none.
finish_switch() {
  if [ "$(field master_host "$1"):$(field master_port "$1")" = 127.0.0.1:1 ]; then
    wait_for_peer
  fi
}

found=
info=$(own 'INFO server
INFO replication') || exit 0
me=$(field run_id "$info")
if [ "$(field role "$info")" = master ]; then
  hand_over
else
  finish_switch "$info"
fi
exit 0
