package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * Holding of clients.
 *
 * @param timeout how long a client waits at most
 * @param max maximum waiting clients of each proxy
 */
@ApiType
public record HoldSpec(
    @Default("10s")
        @Size(max = Cel.SHORT)
        @ValidationRule(value = Cel.DURATION, message = Cel.DURATION_SENTENCE)
        @ValidationRule(
            value =
                Cel.DURATION_IF
                    + ">= duration('1ms') && ("
                    + Cel.DURATION_IF
                    + "<= duration('10m'))",
            message = "must be 1ms to 10m")
        @JsonPropertyDescription(
            "How long a new connection waits for an active server before it is closed: 1ms"
                + " to 10m.")
        String timeout,
    @Default("10000")
        @ValidationRule(value = "self >= 0 && self <= 1000000", message = "must be 0 to 1000000")
        @JsonPropertyDescription("Maximum waiting connections of each proxy; with 0, none waits.")
        Integer max) {}
