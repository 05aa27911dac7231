package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Check of each server.
 *
 * @param interval from the end of a check to the start of the next
 * @param timeout time for the steps; absent if connect and steps together may take the interval
 * @param fastInterval the interval of a server between up and down; absent for the same
 * @param downInterval the interval of a server that is down; absent for the same
 * @param rise consecutive successes that mark a server as up
 * @param fall consecutive failures that mark a server as down
 * @param steps steps; absent for log in, PING, QUIT
 */
@ApiType
public record CheckSpec(
    @Default("1s")
        @Size(max = Cel.SHORT)
        @ValidationRule(value = Cel.DURATION, message = Cel.DURATION_SENTENCE)
        @ValidationRule(value = Cel.CHECK_INTERVAL, message = Cel.CHECK_INTERVAL_SENTENCE)
        @JsonPropertyDescription(
            "Time from the end of a check to the start of the next: 10ms to 1h.")
        String interval,
    @Nullable
        @Size(max = Cel.SHORT)
        @ValidationRule(value = Cel.DURATION, message = Cel.DURATION_SENTENCE)
        @ValidationRule(
            value =
                Cel.DURATION_IF
                    + ">= duration('1ms') && ("
                    + Cel.DURATION_IF
                    + "<= duration('1h'))",
            message = "must be 1ms to 1h")
        @JsonPropertyDescription(
            "Time for the steps after the connect: 1ms to 1h. Default: connect and steps"
                + " together take at most the interval.")
        String timeout,
    @Nullable
        @Size(max = Cel.SHORT)
        @ValidationRule(value = Cel.DURATION, message = Cel.DURATION_SENTENCE)
        @ValidationRule(value = Cel.CHECK_INTERVAL, message = Cel.CHECK_INTERVAL_SENTENCE)
        @JsonPropertyDescription(
            "The same while a server is between up and down: 10ms to 1h. Default: interval.")
        String fastInterval,
    @Nullable
        @Size(max = Cel.SHORT)
        @ValidationRule(value = Cel.DURATION, message = Cel.DURATION_SENTENCE)
        @ValidationRule(value = Cel.CHECK_INTERVAL, message = Cel.CHECK_INTERVAL_SENTENCE)
        @JsonPropertyDescription("The same while a server is down: 10ms to 1h. Default: interval.")
        String downInterval,
    @Default("2")
        @ValidationRule(value = "self >= 1 && self <= 1000", message = "must be 1 to 1000")
        @JsonPropertyDescription("Consecutive successes that mark a server as up.")
        Integer rise,
    @Default("3")
        @ValidationRule(value = "self >= 1 && self <= 1000", message = "must be 1 to 1000")
        @JsonPropertyDescription("Consecutive failures that mark a server as down.")
        Integer fall,
    @Nullable
        @Size(min = 1, max = 64)
        @ValidationRule(
            value =
                "self.all(step, (has(step.connect) ? 1 : 0) + (has(step.send) ? 1 : 0)"
                    + " + (has(step.sendBinary) ? 1 : 0) + (has(step.expect) ? 1 : 0)"
                    + " + (has(step.expectRegex) ? 1 : 0) + (has(step.expectBinary) ? 1 : 0)"
                    + " + (has(step.expectBinaryRegex) ? 1 : 0) == 1)",
            message =
                "must set exactly one of connect, send, sendBinary, expect, expectRegex,"
                    + " expectBinary and expectBinaryRegex in each step")
        @ValidationRule(
            value =
                "self.all(step, (!has(step.not) && !has(step.minReceived) && !has(step.okStatus)"
                    + " && !has(step.errorStatus) && !has(step.timeoutStatus)"
                    + " && !has(step.onSuccess) && !has(step.onError)) || has(step.expect)"
                    + " || has(step.expectRegex) || has(step.expectBinary)"
                    + " || has(step.expectBinaryRegex))",
            message =
                "must set not, minReceived, okStatus, errorStatus, timeoutStatus, onSuccess and"
                    + " onError only beside expect, expectRegex, expectBinary or"
                    + " expectBinaryRegex")
        @JsonPropertyDescription(
            "The steps, as in HAProxy's tcp-check. Default: log in, send PING, expect"
                + " +PONG, send QUIT, expect +OK. Custom steps do not log in by themselves.")
        List<CheckStepSpec> steps) {}
