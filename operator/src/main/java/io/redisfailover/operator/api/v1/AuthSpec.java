package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Login of applications.
 *
 * @param secretName name of a Secret; absent for a generated one
 * @param disabled whether clients connect without a password
 * @param functions what clients may do with Redis functions
 */
@ApiType
@ValidationRule(
    value = "!self.disabled || !has(self.secretName)",
    message = "must not set both secretName and disabled: true")
public record AuthSpec(
    @Nullable
        @Size(max = 253)
        @ValidationRule(value = Cel.NAME, message = Cel.SECRET_SENTENCE)
        @JsonPropertyDescription(
            "A Secret in the same namespace with the key password and, for another user"
                + " than Redis' default user, the key username. Default: the Secret NAME-auth"
                + " with a generated password.")
        String secretName,
    @Default("false")
        @JsonPropertyDescription(
            "Whether clients connect without a password. What failover keeps for itself stays"
                + " forbidden.")
        Boolean disabled,
    @Default("CallOnly")
        @JsonPropertyDescription(
            "What clients may do with Redis functions. CallOnly: call those that exist."
                + " Allowed: also load, delete, flush and restore them.")
        Functions functions) {}
