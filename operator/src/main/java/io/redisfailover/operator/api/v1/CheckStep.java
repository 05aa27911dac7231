package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * One step of a check; exactly one of the first six is there.
 *
 * @param connect a new connection
 * @param send text to be sent
 * @param sendBinary bytes to be sent, in hexadecimal digits
 * @param expect text to wait for
 * @param expectRegex regular expression to wait for
 * @param expectBinary bytes to wait for, in hexadecimal digits
 * @param not whether it must not come
 * @param minReceived bytes after which it is decided
 */
@ApiType
public record CheckStep(
    @Nullable
        @ValidationRule(value = "self", message = "Write connect: true, or leave the step out.")
        @JsonPropertyDescription("true: dial anew. A check that does not begin with it gets one.")
        Boolean connect,
    @Nullable
        @Size(min = 1, max = 4096)
        @JsonPropertyDescription(
            "Text to send; end a command with \\r\\n in double quotes. It can be read by everybody"
                + " who can read this resource: no passwords.")
        String send,
    @Nullable
        @Size(min = 2, max = 8192)
        @ValidationRule(
            value = "self.matches('^([0-9a-fA-F]{2})+$')",
            message = "Write pairs of hexadecimal digits.")
        @JsonPropertyDescription("Bytes to send, in hexadecimal digits.")
        String sendBinary,
    @Nullable
        @Size(min = 1, max = 4096)
        @JsonPropertyDescription("Text that must occur anywhere in what was received.")
        String expect,
    @Nullable
        @Size(min = 1, max = 1024)
        @JsonPropertyDescription("The same, as a regular expression of Java.")
        String expectRegex,
    @Nullable
        @Size(min = 2, max = 8192)
        @ValidationRule(
            value = "self.matches('^([0-9a-fA-F]{2})+$')",
            message = "Write pairs of hexadecimal digits.")
        @JsonPropertyDescription("The same, as bytes in hexadecimal digits.")
        String expectBinary,
    @Nullable @JsonPropertyDescription("true: the expected must not occur.") Boolean not,
    @Nullable
        @ValidationRule(value = "self >= 0 && self <= 16384", message = "Write 0 to 16384.")
        @JsonPropertyDescription(
            "Bytes after which an expectation is decided. Default: it waits until the time is over.")
        Integer minReceived) {}
