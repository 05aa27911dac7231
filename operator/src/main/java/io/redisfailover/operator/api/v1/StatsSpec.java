package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statistics page.
 *
 * @param enabled whether a Service publishes it
 * @param port port of that Service
 * @param authSecretName name of a Secret; absent for a generated one
 * @param refresh refresh interval of the page
 * @param users further users of the page
 */
@ApiType
public record StatsSpec(
    @Default("true")
        @JsonPropertyDescription(
            "Whether the Service NAME-stats publishes the page. The proxies always answer"
                + " the probes of Kubernetes.")
        Boolean enabled,
    @Default("8181")
        @ValidationRule(
            value = "self >= 1 && self <= 65535",
            message = "must be a port from 1 to 65535")
        @JsonPropertyDescription("The port of the Service NAME-stats.")
        Integer port,
    @Nullable
        @Size(max = 253)
        @ValidationRule(value = Cel.NAME, message = Cel.SECRET_SENTENCE)
        @JsonPropertyDescription(
            "A Secret in the same namespace with the keys username and password of the"
                + " page. Default: the Secret NAME-stats with the user admin and a generated"
                + " password.")
        String authSecretName,
    @Default("30s")
        @Size(max = Cel.SHORT)
        @ValidationRule(value = Cel.DURATION, message = Cel.DURATION_SENTENCE)
        @ValidationRule(
            value =
                Cel.DURATION_IF + ">= duration('1s') && (" + Cel.DURATION_IF + "<= duration('1h'))",
            message = "must be 1s to 1h")
        @JsonPropertyDescription("Refresh interval of the page: 1s to 1h.")
        String refresh,
    @Nullable
        @Size(max = 16)
        @ValidationRule(
            value = "self.all(one, self.exists_one(other, other.name == one.name))",
            message = "must not name a user twice")
        @JsonPropertyDescription("Further users of the page.")
        List<StatsUserSpec> users) {}
