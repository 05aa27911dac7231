package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * One step of a check, with exactly one of the first seven.
 *
 * @param connect opens a new connection
 * @param send text to send
 * @param sendBinary bytes to send, in hexadecimal digits
 * @param expect text to wait for
 * @param expectRegex regular expression to wait for
 * @param expectBinary bytes to wait for, in hexadecimal digits
 * @param expectBinaryRegex regular expression to wait for in the bytes as hexadecimal digits
 * @param not whether it must not occur
 * @param minReceived received bytes after which the expectation is decided
 * @param okStatus verdict when it is met
 * @param errorStatus verdict when it is not
 * @param timeoutStatus verdict when nothing decides it in time
 * @param onSuccess what is shown when it is met
 * @param onError what is shown when it is not
 * @param comment what is shown of the step when it ends the check
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
    @Nullable
        @Size(min = 1, max = 1024)
        @JsonPropertyDescription(
            "Regular expression that must match in the received bytes, written as upper-case"
                + " hexadecimal digits (HAProxy's rbinary).")
        String expectBinaryRegex,
    @Nullable @JsonPropertyDescription("true: what is expected must not occur.") Boolean not,
    @Nullable
        @ValidationRule(value = "self >= 0 && self <= 16384", message = "must be 0 to 16384")
        @JsonPropertyDescription(
            "Number of received bytes after which the expectation is decided. Default: it"
                + " waits until the timeout.")
        Integer minReceived,
    @Nullable
        @JsonPropertyDescription("Verdict when it is met (HAProxy's ok-status). Default: L7OK.")
        OkStatus okStatus,
    @Nullable
        @JsonPropertyDescription(
            "Verdict when it is not met (HAProxy's error-status). Default: L7RSP.")
        ErrorStatus errorStatus,
    @Nullable
        @JsonPropertyDescription(
            "Verdict when nothing decides it in time (HAProxy's tout-status). Default: L7TOUT.")
        TimeoutStatus timeoutStatus,
    @Nullable
        @Size(min = 1, max = 256)
        @ValidationRule(value = Cel.SHOWN, message = Cel.SHOWN_SENTENCE)
        @JsonPropertyDescription("What the page and the log show when it is met.")
        String onSuccess,
    @Nullable
        @Size(min = 1, max = 256)
        @ValidationRule(value = Cel.SHOWN, message = Cel.SHOWN_SENTENCE)
        @JsonPropertyDescription("What the page and the log show when it is not met.")
        String onError,
    @Nullable
        @Size(min = 1, max = 256)
        @ValidationRule(value = Cel.SHOWN, message = Cel.SHOWN_SENTENCE)
        @JsonPropertyDescription(
            "What the page and the log show of the step when the check fails there.")
        String comment) {}
