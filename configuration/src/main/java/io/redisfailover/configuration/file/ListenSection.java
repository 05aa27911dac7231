package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.Key;
import java.util.List;

/** Where clients connect. */
public record ListenSection(
    @Key(
            value = "Address to bind: `0.0.0.0` for every IPv4 address, `::` for every address.",
            fallback = "0.0.0.0")
        String address,
    @Key(value = "TCP port; 0 takes a free one.", fallback = "6379", min = "0", max = "65535")
        int port,
    @Key(
            "Further addresses (`host:port`) at which clients connect, with the same limits and counters.")
        List<String> additional,
    @Key(value = "Threads that move bytes.", fallback = "1", min = "1", max = "256")
        int eventLoops) {}
