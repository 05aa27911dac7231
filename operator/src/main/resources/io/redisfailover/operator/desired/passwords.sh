# The passwords that the mounted Secrets hold; sourced by the scripts that need them. None is an
# argument of a program.

# hashed NAME TEXT: prints "USER #SHA-256".
hashed() {
  printf '%s #%s\n' "$1" "$(printf %s "$2" | sha256sum | cut -d ' ' -f 1)"
}

# first FILE: prints its first line that is not blank.
first() {
  grep -m 1 '[^[:space:]]' "$1" 2> /dev/null || :
}

# lines NAME FILE: prints "USER #SHA-256" for each line of a file that is not blank.
lines() {
  grep '[^[:space:]]' "$2" 2> /dev/null | while IFS= read -r text; do
    hashed "$1" "$text"
  done
}

# of NAME FILE: prints the lines of a file that are a user's.
of() {
  [ -s "$2" ] || return 0
  while read -r name digest; do
    [ "$name" != "$1" ] || printf '%s %s\n' "$name" "$digest"
  done < "$2"
}

# valid: prints "USER #SHA-256" for each password that is valid. That of the applications is all of its
# file, whatever characters it has; others of theirs are in a file of the operator. Where a file has no
# text, the last ones stay; also where it is meant for another user, whom a server gets at its next start.
valid() {
  for key in operator proxy replica pod; do
    if [ -n "$(first "$control/$key-password")" ]; then
      lines "rf-$key" "$control/$key-password"
    else
      of "rf-$key" "$run/accepted"
    fi
  done
  [ "${RF_AUTH:-enabled}" != disabled ] || return 0
  mine=$(cat "$run/user")
  theirs=$(cat "$auth/username" 2> /dev/null) || theirs=
  secret=$(cat "$auth/password" 2> /dev/null) || secret=
  if [ -n "$secret" ] && [ "${theirs:-default}" = "$mine" ]; then
    hashed "$mine" "$secret"
  else
    of "$mine" "$run/accepted"
  fi
  of "$mine" "$users/logins"
}

# keep NAME: keeps the first line of a password, if there is one, for whoever logs in with it.
keep() {
  line=$(first "$control/$1-password")
  [ -z "$line" ] || { printf '%s\n' "$line" > "$run/next-$1" && mv "$run/next-$1" "$run/$1-password"; }
}

# accept_all USER: notes that the server has what is valid now, and that its applications are USER.
accept_all() {
  rm -f "$run/held" "$run/former" "$run/following"
  printf %s "$1" > "$run/user"
  valid > "$run/starting"
  mv "$run/starting" "$run/accepted"
  for key in operator replica pod; do
    keep "$key"
  done
}

# digests_of USER: prints the passwords of $run/accepted as an ACL file takes them.
digests_of() {
  of "$1" "$run/accepted" | cut -d ' ' -f 2 | tr '\n' ' '
}

# quoted TEXT: prints it as redis.conf and redis-cli take it.
quoted() {
  printf '"%s"' "$(printf %s "$1" | sed 's/[\\"]/\\&/g')"
}
