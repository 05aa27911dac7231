package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of proxies.
 *
 * @param desired desired proxies
 * @param ready proxies that accept clients
 * @param agreeing proxies that route to the active server
 */
@ApiType
public record ProxiesStatus(
    @Nullable @JsonPropertyDescription("Number of desired proxies.") Integer desired,
    @Nullable @JsonPropertyDescription("Number of proxies that accept clients.") Integer ready,
    @Nullable
        @JsonPropertyDescription(
            "Number of proxies that route to the active server in the current epoch.")
        Integer agreeing) {}
