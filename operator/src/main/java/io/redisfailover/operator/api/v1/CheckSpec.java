package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The check of each server.
 *
 * @param interval from the end of a check to the start of the next
 * @param timeout time for the steps; absent: connect and steps together take the interval at most
 * @param rise successes that bring a server up
 * @param fall failures that take it down
 * @param steps what is sent and expected; absent for log in, PING, QUIT
 */
@ApiType
public record CheckSpec(
    @Default("1s")
        @Size(max = Cel.SHORT)
        @ValidationRule(value = Cel.DURATION, message = Cel.DURATION_SENTENCE)
        @ValidationRule(
            value =
                Cel.DURATION_IF
                    + ">= duration('10ms') && ("
                    + Cel.DURATION_IF
                    + "<= duration('1h'))",
            message = "Write 10ms to 1h.")
        @JsonPropertyDescription("From the end of a check to the start of the next: 10ms to 1h.")
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
            message = "Write 1ms to 1h.")
        @JsonPropertyDescription(
            "Time for the steps after the connect: 1ms to 1h. Default: connect and steps together"
                + " may take the interval.")
        String timeout,
    @Default("2")
        @ValidationRule(value = "self >= 1 && self <= 1000", message = "Write 1 to 1000.")
        @JsonPropertyDescription("Successes in a row that bring a server up.")
        Integer rise,
    @Default("3")
        @ValidationRule(value = "self >= 1 && self <= 1000", message = "Write 1 to 1000.")
        @JsonPropertyDescription("Failures in a row that take a server down.")
        Integer fall,
    @Nullable
        @Size(min = 1, max = 64)
        @ValidationRule(
            value =
                "self.all(step, (has(step.connect) ? 1 : 0) + (has(step.send) ? 1 : 0)"
                    + " + (has(step.sendBinary) ? 1 : 0) + (has(step.expect) ? 1 : 0)"
                    + " + (has(step.expectRegex) ? 1 : 0) + (has(step.expectBinary) ? 1 : 0) == 1)",
            message =
                "Write exactly one of connect, send, sendBinary, expect, expectRegex and"
                    + " expectBinary in each step.")
        @ValidationRule(
            value =
                "self.all(step, (!has(step.not) && !has(step.minReceived)) || has(step.expect)"
                    + " || has(step.expectRegex) || has(step.expectBinary))",
            message = "Write not and minReceived beside expect, expectRegex or expectBinary only.")
        @JsonPropertyDescription(
            "The steps, as in HAProxy's tcp-check. Default: log in, send PING, expect +PONG, send"
                + " QUIT, expect +OK. Steps of your own do not log in by themselves.")
        List<CheckStep> steps) {}
