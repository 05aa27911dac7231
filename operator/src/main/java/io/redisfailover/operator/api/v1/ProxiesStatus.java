package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * How many proxies there are.
 *
 * @param desired as many as wanted
 * @param ready as many take clients
 * @param agreeing as many route to the active server
 */
@ApiType
public record ProxiesStatus(
    @Nullable @JsonPropertyDescription("How many there should be.") Integer desired,
    @Nullable @JsonPropertyDescription("How many take clients.") Integer ready,
    @Nullable @JsonPropertyDescription("How many route to the active server in its line.")
        Integer agreeing) {}
