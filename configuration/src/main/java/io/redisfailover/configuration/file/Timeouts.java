package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.Key;
import java.time.Duration;

/** Time limits of client connections. */
public record Timeouts(
    @Key(
            value = "To reach a server for a client, repeats included.",
            fallback = "2s",
            min = "1ms",
            max = "10m")
        Duration connect,
    @Key(
            value =
                "Silence of the client after which its connection is closed; 0 for never. It also closes subscribers and blocked readers that wait longer.",
            fallback = "0s")
        Duration client,
    @Key(value = "The same for the server's side.", fallback = "0s") Duration server,
    @Key(
            value =
                "How long a stopping process says that it is not ready (`/readyz`) and still accepts clients, so that a load balancer can leave it out first.",
            fallback = "0s",
            max = "1h")
        Duration notice,
    @Key(value = "How long it waits for its clients after that.", fallback = "10s", max = "1h")
        Duration drain) {}
