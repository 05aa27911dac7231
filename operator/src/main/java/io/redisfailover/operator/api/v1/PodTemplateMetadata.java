package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Labels and annotations of a pod.
 *
 * @param labels additional labels
 * @param annotations additional annotations
 */
@ApiType
public record PodTemplateMetadata(
    @Nullable
        @Size(max = 64)
        @JsonPropertyDescription(
            "Additional labels. The operator's own, app.kubernetes.io/* and"
                + " redisfailover.io/*, cannot change.")
        Map<String, String> labels,
    @Nullable @Size(max = 64) @JsonPropertyDescription("Additional annotations.")
        Map<String, String> annotations) {}
