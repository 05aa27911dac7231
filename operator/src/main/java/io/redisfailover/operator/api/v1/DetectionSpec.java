package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * How death is noticed.
 *
 * @param timeout silence that counts as death
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
            message =
                "Write 500ms to 10m: shorter silence is normal for a server that is only busy.")
        @JsonPropertyDescription(
            "Silence that counts as death: 500ms to 10m. A refused or closed connection counts at"
                + " once.")
        String timeout) {}
