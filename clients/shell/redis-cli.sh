# What an administrator types, as the application's user: redis-cli and its own modes.
set -euo pipefail
export REDISCLI_AUTH=$RF_PASSWORD
cli=(redis-cli -h 127.0.0.1 -p "$RF_PORT" --no-auth-warning)
echo "version $(redis-cli --version | sed 's/^redis-cli //')"
"${cli[@]}" set key value
[ "$("${cli[@]}" get key)" = value ]
"${cli[@]}" --scan --pattern 'k*' | grep -q key
"${cli[@]}" --bigkeys > /dev/null
"${cli[@]}" --memkeys > /dev/null
printf 'SET piped 1\r\n' | "${cli[@]}" --pipe > /dev/null
# With a terminal it asks for the documentation of the commands.
script -qec "printf 'info server\nclient list\nslowlog get\nexit\n' | ${cli[*]}" /dev/null > /dev/null
script -qc "${cli[*]} ping" /dev/null > /dev/null
"${cli[@]}" -3 info > /dev/null
"${cli[@]}" config get 'max*' > /dev/null
"${cli[@]}" latency latest > /dev/null
"${cli[@]}" flushall
