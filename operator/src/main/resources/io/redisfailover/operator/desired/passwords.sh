# The passwords that the mounted Secrets hold; sourced by the other scripts. None is an argument of a
# program.

# hashed NAME TEXT: prints "USER #SHA-256".
hashed() {
  printf '%s #%s\n' "$1" "$(printf %s "$2" | sha256sum | cut -d ' ' -f 1)"
}

# contents FILE: prints a file, as cat does; nothing where there is none. It starts no program, because
# probes run all the time.
contents() {
  [ -r "$1" ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    printf '%s\n' "$line"
  done < "$1"
}

blanks=$(printf ' \t\v\f')

# texts FILE: prints the lines of a file that are not blank, without blanks around them. \r ends a line
# too. The operator reads the same (StoredTexts): bytes, whatever the locale.
texts() {
  [ -r "$1" ] || return 0
  { tr '\r' '\n' < "$1"; echo; } | LC_ALL=C sed "s/^[$blanks]*//; s/[$blanks]*\$//; /^\$/d"
}

# first FILE: prints the first of them.
first() {
  texts "$1" | head -n 1
}

# lines NAME FILE: prints "USER #SHA-256" for each of them.
lines() {
  texts "$2" | while IFS= read -r text; do
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

# is_name NAME: whether it can be the name of a user.
is_name() {
  case $1 in
    '' | rf-* | *[!A-Za-z0-9_.@-]*) return 1 ;;
  esac
}

# usable NAME: whether it can be the user of applications, and no further user has the name.
usable() {
  is_name "$1" && ! grep -qsF "user $1 " "$users"/users-*.acl
}

# named: prints the user that the Secret of the applications names.
named() {
  text=$(first "$auth/username")
  printf '%s\n' "${text:-default}"
}

# application: prints the user of the applications: the one that their Secret names together with a
# password. Where that cannot be one, the last one stays: the operator writes it down, and so does a server.
# Where there is no last one, a further user of the name gives way.
application() {
  [ "${RF_AUTH:-enabled}" != disabled ] || { echo default; return 0; }
  if [ -n "$(first "$auth/password")" ]; then
    set -- "$(named)"
  else
    set -- "$(first "$users/logins" | cut -d ' ' -f 1)"
  fi
  for name in "$@" "$(first "$users/user")" "$(contents "$run/user")" "$(named)"; do
    if usable "$name"; then
      printf '%s\n' "$name"
      return 0
    fi
  done
  name=$(named)
  is_name "$name" || name=default
  printf '%s\n' "$name"
}

# applications FILE: prints the lines of a file that are of users of applications.
applications() {
  [ -s "$1" ] || return 0
  while read -r name digest; do
    ! usable "$name" || printf '%s %s\n' "$name" "$digest"
  done < "$1"
}

# valid: prints "USER #SHA-256" for each password that is valid. That of the applications is all of its
# file but the ends of its last lines, whatever characters it has, unless all are blanks; others of theirs,
# also those of a user that was theirs before, are in a file of the operator. Where a file has no text, the
# last ones stay.
valid() {
  for key in operator proxy replica pod; do
    if [ -n "$(first "$control/$key-password")" ]; then
      lines "rf-$key" "$control/$key-password"
    else
      of "rf-$key" "$run/accepted"
    fi
  done
  [ "${RF_AUTH:-enabled}" != disabled ] || return 0
  secret=$(cat "$auth/password" 2> /dev/null) || secret=
  if [ -n "$(first "$auth/password")" ]; then
    hashed "$(application)" "$secret"
  else
    applications "$run/accepted"
  fi
  applications "$users/logins"
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

# born PID: prints when a process began; nothing where that is not known.
born() {
  { read -r stat < "/proc/$1/stat"; } 2> /dev/null || return 0
  # What follows the name of the program, which may hold anything.
  set -- ${stat##*) }
  printf '%s\n' "${20:-}"
}

# runs: whether the server that the entry script has started is there. The number of a process that has
# ended can be another's. A server that an entry script of one build before has started has no birth.
runs() {
  [ -s "$run/pid" ] || return 1
  [ ! -s "$run/born" ] || [ "$(born "$(contents "$run/pid")")" = "$(contents "$run/born")" ]
}
