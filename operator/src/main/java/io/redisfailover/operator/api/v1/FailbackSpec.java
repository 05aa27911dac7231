package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * Failback to the preferred server.
 *
 * @param policy whether it starts by itself
 * @param delay how long the preferred server must be in sync before
 */
@ApiType
public record FailbackSpec(
    @Default("Automatic")
        @JsonPropertyDescription(
            "Automatic: switch over to the preferred server once it is in sync; nothing is"
                + " lost. Manual: wait for the annotation redisfailover.io/switchover.")
        FailbackPolicy policy,
    @Default("30s")
        @Size(max = Cel.SHORT)
        @ValidationRule(value = Cel.DURATION, message = Cel.DURATION_SENTENCE)
        @ValidationRule(
            value = Cel.DURATION_IF + "<= duration('24h')",
            message = "must be 0s to 24h; for longer, set policy: Manual")
        @JsonPropertyDescription(
            "How long the preferred server must be in sync before a failback: 0s to 24h.")
        String delay) {}
