package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A Secret in the same namespace.
 *
 * @param name its name
 */
@ApiType
public record SecretReference(
    @Required
        @Size(max = 253)
        @ValidationRule(value = Cel.NAME, message = Cel.SECRET_SENTENCE)
        @JsonPropertyDescription("Name of a Secret in the same namespace.")
        String name) {}
