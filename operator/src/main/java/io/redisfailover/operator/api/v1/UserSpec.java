package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A further user of Redis.
 *
 * @param name its name
 * @param secretName name of the Secret with its password
 * @param secretKey key of the password
 * @param rules its rights, as Redis ACL rules
 */
@ApiType
public record UserSpec(
    @Required
        @Size(max = 64)
        @ValidationRule(
            value = "self.matches('^[A-Za-z0-9_.@-]+$')",
            message = "must have letters, digits, '_', '.', '@' and '-' only")
        @ValidationRule(
            value = "self != 'default' && !self.startsWith('rf-')",
            message =
                "must not be default, which is the applications' user, or begin with rf-, as the"
                    + " operator's own do")
        @JsonPropertyDescription("Name of the user. Not default, and not rf-*.")
        String name,
    @Required
        @Size(max = 253)
        @ValidationRule(value = Cel.NAME, message = Cel.SECRET_SENTENCE)
        @JsonPropertyDescription("A Secret in the same namespace with the password of the user.")
        String secretName,
    @Default("password")
        @Size(max = 253)
        @ValidationRule(value = Cel.SECRET_KEY, message = Cel.SECRET_KEY_SENTENCE)
        @JsonPropertyDescription(
            "Key of the password in the Secret. A new password takes effect within seconds.")
        String secretKey,
    @Required
        @Size(max = 4096)
        @ValidationRule(
            value = "!self.matches('(^|[[:space:]])[<>#!]')",
            message = "must not contain passwords: store them in the Secret of secretName")
        @JsonPropertyDescription(
            "Rights of the user, as Redis ACL rules about keys, channels and commands, separated by"
                + " blanks: ~cache:* +@read. What failover keeps for itself is withheld behind"
                + " them, so +@all gives what the applications' user may do.")
        String rules) {}
