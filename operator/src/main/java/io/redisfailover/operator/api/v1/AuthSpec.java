package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Users of Redis beside those of the failover system.
 *
 * @param secretName name of a Secret; absent for a generated one
 * @param secretKey key of the password in that Secret; absent for {@code password}
 * @param disabled whether clients connect without a password
 * @param functions what clients may do with Redis functions
 * @param users further users
 * @param exporter the user of a metrics exporter
 */
@ApiType
@ValidationRule(
    value = "!self.disabled || !has(self.secretName)",
    message = "must not set both secretName and disabled: true")
@ValidationRule(
    value = "!has(self.secretKey) || has(self.secretName)",
    message =
        "must not set secretKey without secretName: the generated Secret has the key password")
public record AuthSpec(
    @Nullable
        @Size(max = 253)
        @ValidationRule(value = Cel.NAME, message = Cel.SECRET_SENTENCE)
        @JsonPropertyDescription(
            "A Secret in the same namespace with the password of the applications and, for another"
                + " user than Redis' default user, the key username. Default: the Secret NAME-auth"
                + " with a generated password.")
        String secretName,
    @Nullable
        @Size(max = 253)
        @ValidationRule(value = Cel.SECRET_KEY, message = Cel.SECRET_KEY_SENTENCE)
        @JsonPropertyDescription("Key of the password in that Secret. Default: password.")
        String secretKey,
    @Default("false")
        @JsonPropertyDescription(
            "Whether clients connect without a password. What failover keeps for itself stays"
                + " forbidden.")
        Boolean disabled,
    @Default("CallOnly")
        @JsonPropertyDescription(
            "What clients may do with Redis functions. CallOnly: call those that exist."
                + " Allowed: also load, delete, flush and restore them.")
        Functions functions,
    @Nullable
        @Size(max = 64)
        @ValidationRule(
            value = "self.all(user, self.exists_one(other, other.name == user.name))",
            message = "must have users of different names")
        @JsonPropertyDescription(
            "Further users of Redis, with rights of their own. A change takes effect while the"
                + " servers run.")
        List<UserSpec> users,
    @Default("{}")
        @JsonPropertyDescription(
            "A user for a metrics exporter such as redis_exporter, with the least rights.")
        ExporterSpec exporter) {}
