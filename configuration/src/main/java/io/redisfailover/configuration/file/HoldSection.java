package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.Key;
import java.time.Duration;

/** Clients that wait for the route. */
public record HoldSection(
    @Key(value = "Longest wait of one client.", fallback = "10s", min = "1ms", max = "10m")
        Duration timeout,
    @Key(
            value = "Most clients that wait at a time.",
            fallback = "10000",
            min = "0",
            max = "1000000")
        int max) {}
