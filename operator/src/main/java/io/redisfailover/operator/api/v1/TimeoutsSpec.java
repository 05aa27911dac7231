package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * Time limits of sessions.
 *
 * @param connect time to connect to the server
 * @param client silence of the client
 * @param server silence of the server
 */
@ApiType
public record TimeoutsSpec(
    @Default("2s")
        @Size(max = Cel.SHORT)
        @ValidationRule(value = Cel.DURATION, message = Cel.DURATION_SENTENCE)
        @ValidationRule(
            value =
                Cel.DURATION_IF
                    + ">= duration('1ms') && ("
                    + Cel.DURATION_IF
                    + "<= duration('10m'))",
            message = "must be 1ms to 10m")
        @JsonPropertyDescription(
            "Time to connect a client to the active server, retries included: 1ms to 10m.")
        String connect,
    @Default("0s")
        @Size(max = Cel.SHORT)
        @ValidationRule(value = Cel.DURATION, message = Cel.DURATION_SENTENCE)
        @JsonPropertyDescription(
            "Silence of a client after which its session is closed; 0s for never. It also"
                + " closes subscribers and blocked readers that wait longer.")
        String client,
    @Default("0s")
        @Size(max = Cel.SHORT)
        @ValidationRule(value = Cel.DURATION, message = Cel.DURATION_SENTENCE)
        @JsonPropertyDescription(
            "Silence of the server after which a session is closed; 0s for never.")
        String server) {}
