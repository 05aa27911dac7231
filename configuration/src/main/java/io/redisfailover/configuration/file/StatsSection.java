package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The statistics page. */
public record StatsSection(
    @Key(value = "Whether it is served.", fallback = "on") boolean enabled,
    @Key(
            value = "Address to bind: `0.0.0.0` for every IPv4 address, `::` for every address.",
            fallback = "0.0.0.0")
        String address,
    @Key(value = "TCP port; 0 takes a free one.", fallback = "8181", min = "0", max = "65535")
        int port,
    @Key(
            value =
                "Path at which the page is served beside `/`, with `;csv` and `;json` behind it (HAProxy's `stats uri`).",
            fallback = "/",
            live = true)
        String uri,
    @Key(
            value =
                "Path at which `/healthz` is served too, without a login, for what probes HAProxy's `monitor-uri`.",
            live = true)
        Optional<String> monitorUri,
    @Key(
            value =
                "Login of the page (HTTP Basic), which may only look; without it and without `users` the page is open to anyone who reaches the port.",
            live = true)
        Optional<LoginSection> auth,
    @Key(
            value =
                "Further users of the page, each with a role; only one with the role `operate` may act (HAProxy's `stats admin`).",
            live = true)
        List<StatsUserSection> users,
    @Key(
            value = "Realm that the browser shows when it asks for the login.",
            fallback = "Strictly Private",
            live = true)
        String realm,
    @Key(
            value =
                "How often the page reloads in a browser that runs no script; in any other one it follows every 2 s without a reload, or this often if that is less.",
            fallback = "30s",
            min = "1s",
            max = "1h",
            live = true)
        Duration refresh,
    @Key(
            value =
                "Whether the page shows the version of the program; `off` is HAProxy's `stats hide-version`.",
            fallback = "on",
            live = true)
        boolean showVersion,
    @Key(
            value = "Text that the page shows below its title (HAProxy's `stats show-desc`).",
            live = true)
        Optional<String> description) {}
