#!/bin/sh
# Ready is a master, and a replica that has everything: its link is up and no full copy is under
# way. A parked or syncing server is not, so that a drain never takes away the last complete copy.
. "$(dirname "$0")/client.sh"

info=$(own 'INFO replication') || { echo 'no answer'; exit 1; }
case $(field role "$info") in
  master) exit 0 ;;
  slave) ;;
  *) echo "unexpected answer: $(printf %s "$info" | head -n 1)"; exit 1 ;;
esac
if [ "$(field master_sync_in_progress "$info")" != 0 ]; then
  echo 'a full copy of the other server is under way'
  exit 1
fi
if [ "$(field master_link_status "$info")" != up ]; then
  echo "no link to $(field master_host "$info"):$(field master_port "$info") (127.0.0.1:1 is parked)"
  exit 1
fi
