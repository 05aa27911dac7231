package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * How applications log in.
 *
 * @param secretName a Secret of the user's own; absent for a generated one
 * @param disabled whether everybody gets in
 */
@ApiType
@ValidationRule(
    value = "!self.disabled || !has(self.secretName)",
    message = "Write either secretName or disabled: true, not both.")
public record AuthSpec(
    @Nullable
        @Size(max = 253)
        @ValidationRule(value = Cel.NAME, message = Cel.SECRET_SENTENCE)
        @JsonPropertyDescription(
            "A Secret in the same namespace with the key password and, if applications are not to"
                + " be Redis' default user, the key username. Default: the Secret NAME-auth, made"
                + " with a random password.")
        String secretName,
    @Default("false")
        @JsonPropertyDescription(
            "Whether everybody who reaches the port gets in without a password. Commands of @admin"
                + " and @dangerous stay forbidden.")
        Boolean disabled) {}
