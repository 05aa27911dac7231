# The exporter of Prometheus with the application's user, scraped once or again and again.
set -euo pipefail
echo "version $(dpkg-query -W -f '${Version}' prometheus-redis-exporter)"
export REDIS_ADDR=redis://127.0.0.1:$RF_PORT REDIS_PASSWORD=$RF_PASSWORD
listen=127.0.0.1:$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
options=(-export-client-list -include-system-metrics -include-config-metrics)
[ "$RF_MODE" = loop ] || options+=(-check-keys 'db0=*')
[ "$RF_OPTIONS" = default ] || options+=(-connection-timeout 2s)
prometheus-redis-exporter -web.listen-address "$listen" "${options[@]}" &
exporter=$!
trap 'kill $exporter' EXIT
scrape() {
  curl -sf "http://$listen/metrics"
}
until scrape > /dev/null 2>&1; do sleep 0.1; done
if [ "$RF_MODE" = work ]; then
  metrics=$(scrape)
  for metric in 'redis_up 1' redis_memory_used_bytes redis_connected_clients_details redis_slowlog_length redis_config_maxclients \
      redis_commands_total redis_db_keys 'redis_exporter_last_scrape_error{err=""} 0'; do
    grep -qF "$metric" <<< "$metrics" || { echo "no $metric" >&2; exit 1; }
  done
  exit
fi
while true; do
  metrics=$(scrape) || true
  if grep -qx 'redis_up 1' <<< "$metrics"; then echo ok; else echo error down; fi
  sleep 0.05
done
