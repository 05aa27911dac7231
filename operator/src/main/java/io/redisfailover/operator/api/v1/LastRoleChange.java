package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role change.
 *
 * @param time when the operator saw it
 * @param kind its kind
 * @param from the active server before
 * @param to the active server since
 * @param reason why, in one sentence
 * @param detectedAfterMillis milliseconds from the last answer of {@code from} to the decision
 * @param durationMillis milliseconds from that answer until clients were routed to {@code to}
 * @param offsetGapBytes bytes of replication that {@code to} lacked, as far as a proxy saw them
 * @param discardedBytes bytes of replication that only {@code from} held when it rejoined
 * @param evidence what each observer knew when {@code from} had failed, in words
 */
@ApiType
public record LastRoleChange(
    @Nullable @JsonPropertyDescription("When the operator saw the new active server, in UTC.")
        String time,
    @Nullable
        @JsonPropertyDescription(
            "Crash, Hang, Handover (the pod was stopped), Switchover (requested), Failback"
                + " (switchover to the preferred server), Demotion (another client changed the"
                + " server's role), ColdStart (no server was active, the data decided), Decision"
                + " (an administrator decided) or Unknown.")
        RoleChangeKind kind,
    @Nullable @JsonPropertyDescription("The active server before the role change.") ServerName from,
    @Nullable @JsonPropertyDescription("The active server since the role change.") ServerName to,
    @Nullable @JsonPropertyDescription("Why the active server changed, in one sentence.")
        String reason,
    @Nullable
        @JsonPropertyDescription(
            "Milliseconds from the last answer of the old active server to the decision.")
        Long detectedAfterMillis,
    @Nullable
        @JsonPropertyDescription(
            "Milliseconds from the last answer of the old active server until clients were"
                + " routed to the new one.")
        Long durationMillis,
    @Nullable
        @JsonPropertyDescription(
            "The gap: bytes of replication that the new active server lacked when it was"
                + " promoted, as far as a proxy saw them.")
        Long offsetGapBytes,
    @Nullable
        @JsonPropertyDescription(
            "Bytes of replication that only the old active server held when it rejoined,"
                + " and that were discarded. Absent until it rejoins, and where the two histories"
                + " cannot be compared.")
        Long discardedBytes,
    @Nullable
        @JsonPropertyDescription(
            "What each observer knew when the old active server had failed: whoever promoted the"
                + " new one, and the proxies that it asked.")
        List<String> evidence) {}
