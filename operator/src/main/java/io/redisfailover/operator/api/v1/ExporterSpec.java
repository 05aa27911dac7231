package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * The user of a metrics exporter.
 *
 * @param enabled whether there is one
 * @param secretName name of a Secret; absent for a generated one
 */
@ApiType
public record ExporterSpec(
    @Default("false")
        @JsonPropertyDescription(
            "Whether the user rf-exporter exists. It can read INFO, SLOWLOG, LATENCY and CLIENT"
                + " LIST, and no key and no setting.")
        Boolean enabled,
    @Nullable
        @Size(max = 253)
        @ValidationRule(value = Cel.NAME, message = Cel.SECRET_SENTENCE)
        @JsonPropertyDescription(
            "A Secret in the same namespace with the key password. Default: the Secret"
                + " NAME-exporter with a generated password.")
        String secretName) {}
