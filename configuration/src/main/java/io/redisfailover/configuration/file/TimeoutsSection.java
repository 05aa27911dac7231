package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.Key;
import java.time.Duration;

/** Time limits of client connections. */
public record TimeoutsSection(
    @Key(
            value = "Time to connect a client to a server, retries included.",
            fallback = "2s",
            min = "1ms",
            max = "10m",
            live = true)
        Duration connect,
    @Key(
            value =
                "Silence of the client after which its connection is closed; 0 for never. It also closes subscribers and blocked readers that wait longer.",
            fallback = "0s",
            live = true)
        Duration client,
    @Key(value = "The same for the server's side.", fallback = "0s", live = true) Duration server,
    @Key(
            value =
                "Silence of the client after which its connection is closed once the server has ended and the client was told; 0 for `client`.",
            fallback = "0s",
            live = true)
        Duration clientFin,
    @Key(
            value =
                "Silence of the server after which its connection is closed once the client has ended and the server was told; 0 for `server`.",
            fallback = "0s",
            live = true)
        Duration serverFin,
    @Key(
            value =
                "Silence after which the kernel asks the other end of a session's connection whether it is there (TCP keep-alive), on both sides; it then asks three more times at a third of that. In whole seconds; 0 for never. Redis does the same with its own clients.",
            fallback = "5m",
            max = "9h")
        Duration keepAlive,
    @Key(
            value =
                "Time after which a session ends whose client or server takes nothing of what is sent to it (TCP_USER_TIMEOUT, Linux with epoll only); 0 leaves it to the kernel, which takes about 15 minutes. It also ends clients that do not read for so long.",
            fallback = "0s",
            max = "9h")
        Duration unacknowledged,
    @Key(
            value =
                "How long a process that shuts down reports not ready (`/readyz`) and still accepts clients, so that a load balancer can stop using it first.",
            fallback = "0s",
            max = "1h",
            live = true)
        Duration shutdownDelay,
    @Key(
            value = "How long it then waits for open sessions.",
            fallback = "10s",
            max = "1h",
            live = true)
        Duration drain) {}
