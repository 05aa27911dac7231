package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * What only the master has.
 *
 * @param podTemplate what is laid over its pod
 */
@ApiType
public record MasterSpec(
    @Nullable @JsonPropertyDescription("Laid over the pod of Master, after redis.podTemplate.")
        PodTemplate podTemplate) {}
