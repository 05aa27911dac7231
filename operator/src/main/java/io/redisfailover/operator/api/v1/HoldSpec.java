package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * Clients that wait for the route.
 *
 * @param timeout how long one waits at most
 * @param max how many wait at a time, for each proxy
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
            message = "Write 1ms to 10m.")
        @JsonPropertyDescription(
            "How long a new connection waits for a failover to end, before it is closed: 1ms to"
                + " 10m.")
        String timeout,
    @Default("10000")
        @ValidationRule(value = "self >= 0 && self <= 1000000", message = "Write 0 to 1000000.")
        @JsonPropertyDescription(
            "How many connections may wait at a time, for each proxy; 0 lets none wait.")
        Integer max) {}
