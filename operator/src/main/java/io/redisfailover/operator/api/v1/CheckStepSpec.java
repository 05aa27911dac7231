package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * One step of a check, with exactly one of the first six.
 *
 * @param connect opens a new connection
 * @param send text to send
 * @param sendBinary bytes to send, in hexadecimal digits
 * @param expect text to wait for
 * @param expectRegex regular expression to wait for
 * @param expectBinary bytes to wait for, in hexadecimal digits
 * @param not whether it must not occur
 * @param minReceived received bytes after which the expectation is decided
 */
@ApiType
public record CheckStepSpec(
    @Nullable
        @ValidationRule(value = "self", message = "must be true")
        @JsonPropertyDescription(
            "true: open a new connection. A check that does not begin with connect gets" + " one.")
        Boolean connect,
    @Nullable
        @Size(min = 1, max = 4096)
        @JsonPropertyDescription(
            "Text to send; end a command with \\r\\n in double quotes. Everyone with read"
                + " access to this resource can see it: use no passwords.")
        String send,
    @Nullable
        @Size(min = 2, max = 8192)
        @ValidationRule(
            value = "self.matches('^([0-9a-fA-F]{2})+$')",
            message = "must be pairs of hexadecimal digits")
        @JsonPropertyDescription("Bytes to send, in hexadecimal digits.")
        String sendBinary,
    @Nullable
        @Size(min = 1, max = 4096)
        @JsonPropertyDescription("Text that must occur in the received bytes.")
        String expect,
    @Nullable
        @Size(min = 1, max = 1024)
        @JsonPropertyDescription(
            "Regular expression that must match in the received bytes, as in HAProxy: a dot"
                + " matches no line feed.")
        String expectRegex,
    @Nullable
        @Size(min = 2, max = 8192)
        @ValidationRule(
            value = "self.matches('^([0-9a-fA-F]{2})+$')",
            message = "must be pairs of hexadecimal digits")
        @JsonPropertyDescription(
            "Bytes, in hexadecimal digits, that must occur in the received bytes.")
        String expectBinary,
    @Nullable @JsonPropertyDescription("true: what is expected must not occur.") Boolean not,
    @Nullable
        @ValidationRule(value = "self >= 0 && self <= 16384", message = "must be 0 to 16384")
        @JsonPropertyDescription(
            "Number of received bytes after which the expectation is decided. Default: it"
                + " waits until the timeout.")
        Integer minReceived) {}
