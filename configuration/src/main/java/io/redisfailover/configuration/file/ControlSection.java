package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.Key;
import java.nio.file.Path;
import java.util.Optional;

/** The control API. */
public record ControlSection(
    @Key(
            value = "Address to bind. The API is plain HTTP: keep it in a private network.",
            fallback = "127.0.0.1")
        String address,
    @Key(
            value =
                "TCP port; 0 picks a free one, which `--status` and the other commands cannot find.",
            fallback = "0",
            min = "0",
            max = "65535")
        int port,
    @Key(
            "File that holds the token of the control API, the same for all proxies. Needed as soon as there is more than one, and for `--status`, `--switchover` and `--keep-data-of`; otherwise the process uses a random one. Each of its lines is accepted, and the first one is shown to other processes. Relative to this file's folder.")
        Optional<Path> tokenFile) {}
