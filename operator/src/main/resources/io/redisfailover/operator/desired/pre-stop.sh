#!/bin/sh
# Runs before this pod's server is stopped. An active server hands over: it waits until the other
# one has everything, parks itself, and waits until the other one has been promoted. It is never
# un-parked here. Whatever goes wrong, the server is stopped in time; then it is a failover.
. "$(dirname "$0")/client.sh"

now() {
  date +%s
}

# wait_for_peer: until the other server is master, 5 seconds at most.
wait_for_peer() {
  end=$(($(now) + 5))
  while [ "$(now)" -lt "$end" ]; do
    if [ "$(field role "$(peer 'INFO replication')")" = master ]; then
      say 'the other server is master'
      return 0
    fi
    sleep 0.05
  done
  say 'the other server is no master after 5 s'
}

# find_peer MINE: sets address and theirs, what the other server says there. Its connection tells the
# address of a standby; its name may lead to its last pod as long as name servers remember (30 s
# usually), and in a drain or a roll both servers are replaced one right after the other.
find_peer() {
  replicas=$(printf '%s\n' "$1" | sed -n 's/^slave[0-9]*:ip=\([^,]*\),.*/\1/p')
  for address in $replicas "$RF_PEER"; do
    theirs=$(peer 'INFO replication')
    [ -z "$(field role "$theirs")" ] || return 0
  done
}

# in_sync MINE THEIRS: whether the other server follows this one and has what this one had.
in_sync() {
  [ "$(field role "$2")" = slave ] \
    && [ "$(field master_link_status "$2")" = up ] \
    && [ "$(field master_sync_in_progress "$2")" = 0 ] \
    && [ "$(field master_replid "$2")" = "$(field master_replid "$1")" ] \
    && [ "$(field slave_repl_offset "$2")" -ge "$(field master_repl_offset "$1")" ]
}

# park: stops writes, waits for equal offsets, parks. Gives up after a second, and lets writes go on.
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

# hand_over: as long as the other server answers, and 15 seconds at most.
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
        say 'the other server is master already'
        return 0
        ;;
      slave)
        missed=0
        if in_sync "$mine" "$theirs" && park; then
          say 'parked, the other server has everything'
          wait_for_peer
          return 0
        fi
        ;;
      *)
        missed=$((missed + 1))
        if [ "$missed" -ge 3 ]; then
          say 'the other server does not answer; nobody to hand over to'
          return 0
        fi
        ;;
    esac
    sleep 0.2
  done
  say 'the other server was not in sync within 15 s'
}

# number NODE: of the line that the data name for a node, 0 for none.
number() {
  line=$(own "FCALL_RO redisfailover_line_$1 0" 2> /dev/null | tr -d '\r')
  case $line in
    [1-9]*" $1") echo "${line%% *}" ;;
    *) echo 0 ;;
  esac
}

# A parked server whose own data say that it is the active one is in the middle of a switch.
parked_in_a_switch() {
  [ "$(field role "$1")" = slave ] || return 1
  [ "$(field master_host "$1"):$(field master_port "$1")" = 127.0.0.1:1 ] || return 1
  case $RF_NODE in
    master) other=backup ;;
    *) other=master ;;
  esac
  [ "$(number "$RF_NODE")" -gt "$(number "$other")" ]
}

# finish_switch MINE: a switch that has parked this server may still need what only this server has.
finish_switch() {
  if parked_in_a_switch "$1"; then
    wait_for_peer
  fi
}

info=$(own 'INFO replication') || exit 0
if [ "$(field role "$info")" = master ]; then
  hand_over
else
  finish_switch "$info"
fi
exit 0
