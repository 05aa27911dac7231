package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * Time limits of clients' connections, as Go and Kubernetes write durations.
 *
 * @param connect to reach the server
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
            message = "Write 1ms to 10m.")
        @JsonPropertyDescription(
            "To reach the active server for a client, repeats included: 1ms to 10m.")
        String connect,
    @Default("0s")
        @Size(max = Cel.SHORT)
        @ValidationRule(value = Cel.DURATION, message = Cel.DURATION_SENTENCE)
        @JsonPropertyDescription(
            "Silence of a client after which its connection is closed; 0s for never. It also closes"
                + " subscribers and blocked readers that wait longer.")
        String client,
    @Default("0s")
        @Size(max = Cel.SHORT)
        @ValidationRule(value = Cel.DURATION, message = Cel.DURATION_SENTENCE)
        @JsonPropertyDescription("The same for the side of the server.")
        String server) {}
