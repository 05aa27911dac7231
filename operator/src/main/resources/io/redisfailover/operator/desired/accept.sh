# Gives the running server the passwords that the mounted Secrets hold now, and takes away those that
# they have not held for a minute: sessions stay, and whoever has the Secret of before is still let in.
# Sourced by the readiness script, every two seconds. It needs nobody else, so no edit of a Secret can
# lock the server up: the password of before is here, in memory.

# changed: whether the Secrets hold something else than when this last ended well.
changed() {
  held=$(sha256sum "$control"/*-password "$auth/username" "$auth/password" "$users/logins" "$users/user" 2> /dev/null | sha256sum)
  [ "$held" != "$(contents "$run/held")" ]
}

# as_operator COMMANDS: sends commands with the password that the server has accepted.
as_operator() {
  printf '%s\n' "$1" | REDISCLI_AUTH=$(accepted operator-password) timeout 2 "$cli" \
    -h 127.0.0.1 -p "$port" --user rf-operator --no-auth-warning
}

# application_rules: prints what the entry script gave the applications; theirs is the first such user.
application_rules() {
  sed -n 's/^user [^ ]* on \(#[^ ]* *\)*\(.*+@all .*\)$/\2/p' "$run/users.acl" | head -n 1
}

# commands LINES SIGN: prints what adds (#) or removes (!) passwords. A user of applications gets their rules
# with a password, because it may be a new one.
commands() {
  rules=$(application_rules)
  printf '%s\n' "$1" | while read -r name digest; do
    given=
    case $2$name in
      '#rf-'* | '!'*) ;;
      *) given="on $rules " ;;
    esac
    printf 'ACL SETUSER %s %s%s%s\n' "$name" "$given" "$2" "${digest#\#}"
  done
}

# set_users LINES SIGN: adds (#) or removes (!) passwords; fails unless all of it is done.
set_users() {
  commands=$(commands "$1" "$2")
  replies=$(as_operator "$commands" 2>&1) || return 1
  # One that is to be removed may be gone already.
  [ -z "$(printf '%s\n' "$replies" | grep -vx OK | grep -v 'does not exist')" ] || return 1
}

# without A B: prints the lines of file A that file B has not.
without() {
  grep -vxFf "$2" "$1" || :
}

# add: adds what is valid now, and notes since when the rest is not.
add() {
  valid > "$run/valid"
  new=$(without "$run/valid" "$run/accepted")
  if [ -n "$new" ]; then
    set_users "$new" '#' || return 1
    say 'Took new passwords from the Secrets.'
  fi
  { cat "$run/accepted"; [ -z "$new" ] || printf '%s\n' "$new"; } > "$run/next"
  mv "$run/next" "$run/accepted"
  mine=$(application)
  printf %s "$mine" > "$run/user"
  keep operator
  keep pod
  first "$control/replica-password" > "$run/following"
  without "$run/accepted" "$run/valid" > "$run/former"
  date +%s > "$run/since"
  printf %s "$held" > "$run/held"
}

# withdraw: removes what has not been valid for a minute.
withdraw() {
  [ "$(date +%s)" -ge $(($(contents "$run/since") + ${RF_OVERLAP:-60})) ] || return 0
  set_users "$(contents "$run/former")" '!' || return 1
  without "$run/accepted" "$run/former" > "$run/next"
  mv "$run/next" "$run/accepted"
  rm "$run/former"
  say 'Passwords that the Secrets hold no more are not valid any more.'
}

# follow: replicates with the new password as soon as the other server accepts it.
follow() {
  next=$(contents "$run/following")
  if [ "$next" != "$(contents "$run/replica-password")" ]; then
    answer=$(printf 'PING\n' | REDISCLI_AUTH=$next timeout 1 "$cli" -h "$RF_PEER" -p "$peer_port" \
      --user rf-replica --no-auth-warning 2>&1)
    [ "$answer" = PONG ] || return 0
    [ "$(as_operator "CONFIG SET masterauth $(quoted "$next")")" = OK ] || return 0
    keep replica
  fi
  rm "$run/following"
}

# started_before: what a server has that an entry script of one build before has started: its ACL file says
# it. Of the passwords, those are known that the Secrets still hold.
started_before() {
  sed -n 's/^user \([^ ]*\) on \(#[^ ]*\) .*/\1 \2/p' "$run/users.acl" > "$run/all"
  mine=$(sed -n 's/^user \([^ ]*\) on .*+@all.*/\1/p' "$run/users.acl" | head -n 1)
  printf %s "$mine" > "$run/user"
  for user in rf-operator rf-proxy rf-replica rf-pod "$mine"; do
    of "$user" "$run/all"
  done > "$run/next"
  rm "$run/all"
  : > "$run/one"
  for key in operator pod replica; do
    texts "$control/$key-password" | while IFS= read -r text; do
      hashed "rf-$key" "$text" > "$run/one"
      if grep -qxFf "$run/one" "$run/next"; then
        printf '%s\n' "$text" > "$run/$key-password"
        break
      fi
    done
  done
  rm "$run/one"
  mv "$run/next" "$run/accepted"
}

# Until the entry script has made its files, and starts the server as its last act, they are its own.
if runs; then
  [ -s "$run/accepted" ] || started_before
  ! changed || add || say 'The server does not take the new passwords of its Secrets yet.'
  [ ! -s "$run/former" ] || withdraw || :
  [ ! -s "$run/following" ] || follow
fi
