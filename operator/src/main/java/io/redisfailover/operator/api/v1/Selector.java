package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Selector of objects by labels; all requirements must hold.
 *
 * @param matchLabels labels with their values
 * @param matchExpressions additional requirements
 */
@ApiType
public record Selector(
    @Nullable @Size(max = 16) @JsonPropertyDescription("Labels with their values.")
        Map<String, String> matchLabels,
    @Nullable @Size(max = 16) @JsonPropertyDescription("Additional requirements.")
        List<SelectorRequirement> matchExpressions) {}
