package io.redisfailover.proxy.stats;

import io.redisfailover.proxy.admin.ServerActs;
import io.redisfailover.proxy.relay.SessionControl;

/**
 * What the statistics show, and what may be done on their page.
 *
 * @param status yields the status
 * @param health the state that {@code /healthz} and {@code /readyz} report
 * @param sessions yields the sessions
 * @param acts has acts carried out
 */
public record StatisticsContent(
    StatusSource status, HealthSource health, SessionControl sessions, ServerActs acts) {}
