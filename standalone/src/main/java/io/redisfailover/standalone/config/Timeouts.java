package io.redisfailover.standalone.config;

import io.redisfailover.standalone.yaml.Key;
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
    @Key(value = "How long a stopping process waits for its clients.", fallback = "10s", max = "1h")
        Duration drain) {}
