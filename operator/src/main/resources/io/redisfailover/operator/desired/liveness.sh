#!/bin/sh
# Alive is whatever answers, with an error too: LOADING, BUSY, MISCONF and MASTERDOWN are no reasons
# to kill a server that has data.
. "$(dirname "$0")/client.sh"

answer=$(own PING 5 2>&1)
case $answer in
  '' | 'Could not connect'*)
    echo "no answer: $answer"
    exit 1
    ;;
esac
