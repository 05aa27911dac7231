package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.Key;

/** What {@code RouteOnly} does with open sessions when the route changes. */
public record RouteOnlySection(
    @Key(
            value =
                "Whether the sessions of a server that goes down are closed (HAProxy's `on-marked-down shutdown-sessions`).",
            fallback = "off")
        boolean shutdownSessionsOnDown,
    @Key(
            value =
                "Whether Backup's sessions are closed when Master comes up (HAProxy's `on-marked-up shutdown-backup-sessions`).",
            fallback = "off")
        boolean shutdownBackupSessionsOnUp) {}
