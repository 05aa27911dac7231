"""Reads and steers whatever answers on the socket of the first argument, with haproxyadmin."""

import sys

from haproxyadmin import haproxy
from haproxyadmin.server import STATE_DISABLE, STATE_DRAIN, STATE_ENABLE, STATE_READY

hap = haproxy.HAProxy(socket_file=sys.argv[1])


def show(name, value):
    print(f"{name}={value}", flush=True)


show("info", hap.info()[0]["Name"])
show("processes", len(hap.processids))
show("uptime", str(hap.uptimesec).isdigit())
info = hap.info()[0]
show("metrics missing", sorted(name for name in haproxy.HAPROXY_METRICS if name not in info))
show("frontends", [frontend.name for frontend in hap.frontends()])
show("backends", [backend.name for backend in hap.backends()])
show("servers", sorted(server.name for server in hap.servers()))
show("errors", hap.errors()[0][1][0].endswith(": 0"))

frontend = hap.frontend("redis")
show("frontend.status", frontend.status)
show("frontend.requests", frontend.requests >= 0)
show("frontend.setmaxconn", frontend.setmaxconn(900))
show("frontend.maxconn", frontend.maxconn)

backend = hap.backend("redis")
show("backend.status", backend.status)
show("backend.servers", sorted(server.name for server in backend.servers()))

master = hap.server("Master", backend="redis")[0]
show("master.status", master.status)
show("master.address", master.address)
show("master.check_status", master.check_status)
for state in (STATE_DISABLE, STATE_ENABLE, STATE_DRAIN, STATE_READY):
    show(f"master.setstate {state}", (master.setstate(state), master.status))
show("master.setweight 0", (master.setweight(0), master.weight, master.status))
show("master.setweight 1", (master.setweight(1), master.weight, master.status))
show("master.shutdown", master.shutdown())
show("setmaxconn", hap.setmaxconn(800))
show("clearcounters", hap.clearcounters())
show("clearcounters all", hap.clearcounters(all=True))
