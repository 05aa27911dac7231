#!/bin/sh
# A server that answers is alive, also with an error: LOADING, BUSY, MISCONF or MASTERDOWN must not
# kill a server that has data.
. "${0%/*}/client.sh"

answer=$(own PING 5 2>&1)
status=$?
case $answer in
  'Could not connect'*) status=124 ;;
esac
# 124 and above: no answer within 5 s.
if [ "$status" -ge 124 ]; then
  echo "no answer: $answer"
  exit 1
fi
