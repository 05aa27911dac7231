package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/**
 * PodDisruptionBudgets.
 *
 * @param enabled whether they exist
 */
@ApiType
public record DisruptionBudgetSpec(
    @Default("true")
        @JsonPropertyDescription(
            "Whether the operator creates PodDisruptionBudgets for the servers and for the"
                + " proxies.")
        Boolean enabled) {}
