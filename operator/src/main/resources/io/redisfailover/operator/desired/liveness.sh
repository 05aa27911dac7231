#!/bin/sh
# Alive is whatever answers, with an error too: LOADING, BUSY, MISCONF and MASTERDOWN are no reasons
# to kill a server that has data.
. "$(dirname "$0")/client.sh"

answer=$(own PING 5 2>&1)
status=$?
case $answer in
  'Could not connect'*) status=124 ;;
esac
# 124 and above: it was given up after 5 s.
if [ "$status" -ge 124 ]; then
  echo "no answer: $answer"
  exit 1
fi
