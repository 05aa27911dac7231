package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * A change of the active server.
 *
 * @param time when the new one was promoted
 * @param kind what made it
 * @param from the server before
 * @param to the server since
 * @param reason the sentence of the decision
 * @param detectedAfterMillis from the last answer to the decision
 * @param durationMillis from the last answer to the first served client
 * @param offsetGapBytes what of the old server's history the new one did not have, as far as seen
 * @param discardedBytes what the old server had beyond it when it returned
 */
@ApiType
public record LastFailover(
    @Nullable @JsonPropertyDescription("When the new server was promoted, in UTC.") String time,
    @Nullable
        @JsonPropertyDescription(
            "Crash, Hang, Handover (the pod was stopped), Switchover (asked for), Failback"
                + " (planned return), Demotion (somebody else changed the server's role),"
                + " ColdStart (no server was active, the data decided), Decision (an administrator"
                + " decided) or Unknown.")
        FailoverKind kind,
    @Nullable @JsonPropertyDescription("The server before.") NodeName from,
    @Nullable @JsonPropertyDescription("The server since.") NodeName to,
    @Nullable @JsonPropertyDescription("Why, in the words of the decision.") String reason,
    @Nullable
        @JsonPropertyDescription(
            "From the last answer of the old server to the decision, in milliseconds.")
        Long detectedAfterMillis,
    @Nullable
        @JsonPropertyDescription(
            "From the last answer of the old server until clients were served, in milliseconds.")
        Long durationMillis,
    @Nullable
        @JsonPropertyDescription(
            "Bytes of replication that the new server did not have, as far as they were seen.")
        Long offsetGapBytes,
    @Nullable
        @JsonPropertyDescription(
            "Bytes of replication that the old server had beyond the new one when it returned, and"
                + " that were discarded.")
        Long discardedBytes) {}
