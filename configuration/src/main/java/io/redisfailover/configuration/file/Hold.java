package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.Key;
import java.time.Duration;

/** Clients that wait for the route. */
public record Hold(
    @Key(value = "How long one waits at most.", fallback = "10s", min = "1ms", max = "10m")
        Duration timeout,
    @Key(value = "How many may wait at a time.", fallback = "10000", min = "0", max = "1000000")
        int max) {}
