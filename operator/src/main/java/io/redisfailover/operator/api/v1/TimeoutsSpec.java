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
 * @param clientFin silence of the client whose server has ended
 * @param serverFin silence of the server whose client has ended
 * @param keepAlive silence after which the other end is asked whether it is there
 * @param unacknowledged time for which the other end may take nothing
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
        String server,
    @Default("0s")
        @Size(max = Cel.SHORT)
        @ValidationRule(value = Cel.DURATION, message = Cel.DURATION_SENTENCE)
        @JsonPropertyDescription(
            "Silence of a client after which its session is closed once the server has ended; 0s"
                + " for what client says.")
        String clientFin,
    @Default("0s")
        @Size(max = Cel.SHORT)
        @ValidationRule(value = Cel.DURATION, message = Cel.DURATION_SENTENCE)
        @JsonPropertyDescription(
            "Silence of the server after which a session is closed once the client has ended; 0s"
                + " for what server says.")
        String serverFin,
    @Default("5m")
        @Size(max = Cel.SHORT)
        @ValidationRule(value = Cel.DURATION, message = Cel.DURATION_SENTENCE)
        @ValidationRule(
            value = Cel.DURATION_IF + "<= duration('9h')",
            message = "must be at most 9h")
        @JsonPropertyDescription(
            "Silence after which the kernel asks the other end of a session's connection whether"
                + " it is there (TCP keep-alive), on both sides; 0s for never.")
        String keepAlive,
    @Default("0s")
        @Size(max = Cel.SHORT)
        @ValidationRule(value = Cel.DURATION, message = Cel.DURATION_SENTENCE)
        @ValidationRule(
            value = Cel.DURATION_IF + "<= duration('9h')",
            message = "must be at most 9h")
        @JsonPropertyDescription(
            "Time after which a session ends whose client or server takes nothing of what is sent"
                + " to it; 0s leaves it to the kernel, which takes about 15 minutes.")
        String unacknowledged) {}
