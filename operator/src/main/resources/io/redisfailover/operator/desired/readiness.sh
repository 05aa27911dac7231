#!/bin/sh
# A primary is ready, and a replica whose link is up and that runs no full sync. A parked or syncing
# server is not, so that a node drain never evicts the last complete copy.
. "${0%/*}/client.sh"
. "${0%/*}/accept.sh"

info=$(own 'INFO replication') || { echo 'no answer'; exit 1; }
case $(field role "$info") in
  master) exit 0 ;;
  slave) ;;
  *) echo "unexpected answer: $(printf %s "$info" | head -n 1)"; exit 1 ;;
esac
if [ "$(field master_sync_in_progress "$info")" != 0 ]; then
  echo 'a full sync from the other server is in progress'
  exit 1
fi
if [ "$(field master_link_status "$info")" != up ]; then
  echo "no replication link to $(field master_host "$info"):$(field master_port "$info") (127.0.0.1:1 means parked)"
  exit 1
fi
