package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Something that holds or not, and why.
 *
 * @param type what
 * @param status whether
 * @param observedGeneration the generation of the spec that it belongs to
 * @param lastTransitionTime since when
 * @param reason why, in one word
 * @param message why, in a sentence
 */
@ApiType
public record Condition(
    @Required @JsonPropertyDescription("What it is about.") String type,
    @Required @JsonPropertyDescription("Whether it holds.") ConditionStatus status,
    @Nullable @JsonPropertyDescription("The metadata.generation of the spec that it belongs to.")
        Long observedGeneration,
    @Nullable @JsonPropertyDescription("Since when, in UTC.") String lastTransitionTime,
    @Nullable @JsonPropertyDescription("Why, in one word for programs.") String reason,
    @Nullable @JsonPropertyDescription("Why, in a sentence for people.") String message) {}
