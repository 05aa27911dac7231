package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Something that holds or not, and why.
 *
 * @param type name of the condition
 * @param status whether it holds
 * @param observedGeneration generation of the spec
 * @param lastTransitionTime time of the last change of the status
 * @param reason reason in one word
 * @param message reason in one sentence
 */
@ApiType
public record Condition(
    @Required @JsonPropertyDescription("Name of the condition.") String type,
    @Required @JsonPropertyDescription("Whether the condition holds.") ConditionStatus status,
    @Nullable
        @JsonPropertyDescription(
            "The metadata.generation of the spec that the condition describes.")
        Long observedGeneration,
    @Nullable @JsonPropertyDescription("Time of the last change of the status, in UTC.")
        String lastTransitionTime,
    @Nullable @JsonPropertyDescription("Reason in one word, for programs.") String reason,
    @Nullable @JsonPropertyDescription("Reason in a sentence, for humans.") String message) {}
