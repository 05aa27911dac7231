package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * The statistics page.
 *
 * @param enabled whether it is published
 * @param port the port of its Service
 * @param authSecretName a Secret of the user's own; absent for a generated one
 * @param refresh how often the page loads itself anew
 */
@ApiType
public record StatsSpec(
    @Default("true")
        @JsonPropertyDescription(
            "Whether the page is published by the Service NAME-stats. The proxies answer the probes"
                + " of Kubernetes in any case.")
        Boolean enabled,
    @Default("8181")
        @ValidationRule(value = "self >= 1 && self <= 65535", message = "Write a port, 1 to 65535.")
        @JsonPropertyDescription("The port of the Service NAME-stats.")
        Integer port,
    @Nullable
        @Size(max = 253)
        @ValidationRule(value = Cel.NAME, message = Cel.SECRET_SENTENCE)
        @JsonPropertyDescription(
            "A Secret in the same namespace with the keys username and password of the page."
                + " Default: the Secret NAME-stats, made with the user admin and a random password.")
        String authSecretName,
    @Default("30s")
        @Size(max = Cel.SHORT)
        @ValidationRule(value = Cel.DURATION, message = Cel.DURATION_SENTENCE)
        @ValidationRule(
            value =
                Cel.DURATION_IF + ">= duration('1s') && (" + Cel.DURATION_IF + "<= duration('1h'))",
            message = "Write 1s to 1h.")
        @JsonPropertyDescription("How often the page loads itself anew: 1s to 1h.")
        String refresh) {}
