package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.Key;
import java.nio.file.Path;
import java.util.Optional;

/** The control API. */
public record Control(
    @Key(
            value = "Address to bind. Keep it in a network of your own: it is plain HTTP.",
            fallback = "127.0.0.1")
        String address,
    @Key(
            value = "TCP port; 0 takes a free one, which the commands of a person do not find.",
            fallback = "0",
            min = "0",
            max = "65535")
        int port,
    @Key(
            "File that holds the token of the control API, the same for all proxies. Needed as soon as there is more than one, and for `--status`, `--switchover` and `--promote`; otherwise a process makes up a token of its own. Relative to this file's folder.")
        Optional<Path> tokenFile) {}
