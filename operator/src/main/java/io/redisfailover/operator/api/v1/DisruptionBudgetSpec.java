package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/**
 * What a drain of a node may take away.
 *
 * @param enabled whether there are budgets
 */
@ApiType
public record DisruptionBudgetSpec(
    @Default("true")
        @JsonPropertyDescription(
            "Whether there are PodDisruptionBudgets for the servers and for the proxies.")
        Boolean enabled) {}
