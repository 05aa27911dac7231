package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A further user of the statistics page.
 *
 * @param name its name
 * @param secretName name of the Secret with its password
 * @param role what it may do
 */
@ApiType
public record StatsUserSpec(
    @Required
        @Size(max = 64)
        @ValidationRule(
            value = "self.matches('^[A-Za-z0-9_.@-]+$')",
            message = "must have letters, digits, '_', '.', '@' and '-' only")
        @JsonPropertyDescription(
            "Name of the user; another one than that of stats.authSecretName, which is admin by"
                + " default.")
        String name,
    @Required
        @Size(max = 253)
        @ValidationRule(value = Cel.NAME, message = Cel.SECRET_SENTENCE)
        @JsonPropertyDescription(
            "A Secret in the same namespace with the password in its key password. The user is"
                + " left out while there is none. A new password takes effect within a minute.")
        String secretName,
    @Default("View")
        @JsonPropertyDescription(
            "View: may look. Operate: may also shut down the sessions of a server, and sees the"
                + " addresses of clients.")
        PageRole role) {}
