package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * Detection of a failed server.
 *
 * @param timeout silence after which a server counts as failed
 */
@ApiType
public record DetectionSpec(
    @Default("1500ms")
        @Size(max = Cel.SHORT)
        @ValidationRule(value = Cel.DURATION, message = Cel.DURATION_SENTENCE)
        @ValidationRule(
            value =
                Cel.DURATION_IF
                    + ">= duration('500ms') && ("
                    + Cel.DURATION_IF
                    + "<= duration('10m'))",
            message = "must be 500ms to 10m: a busy server can be silent for less")
        @JsonPropertyDescription(
            "Silence after which a server counts as failed: 500ms to 10m. A refused or"
                + " closed connection counts at once.")
        String timeout) {}
