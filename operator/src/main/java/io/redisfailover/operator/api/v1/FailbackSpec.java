package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * The way back to the preferred server.
 *
 * @param policy whether to go back without being asked
 * @param delay how long the preferred server must have been in sync before
 */
@ApiType
public record FailbackSpec(
    @Default("Automatic")
        @JsonPropertyDescription(
            "Automatic: back to the preferred server by a planned switch, once it is in sync;"
                + " nothing is lost. Manual: only when asked by the annotation"
                + " redisfailover.io/switchover.")
        FailbackPolicy policy,
    @Default("30s")
        @Size(max = Cel.SHORT)
        @ValidationRule(value = Cel.DURATION, message = Cel.DURATION_SENTENCE)
        @ValidationRule(
            value = Cel.DURATION_IF + "<= duration('24h')",
            message = "Write 0s to 24h; for longer write policy: Manual.")
        @JsonPropertyDescription(
            "How long the preferred server must have been in sync before: 0s to 24h.")
        String delay) {}
