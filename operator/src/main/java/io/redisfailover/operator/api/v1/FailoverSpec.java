package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * When and where to fail over, and back.
 *
 * @param mode who may be made active, and how
 * @param maxLag how far a standby may be known to be behind the dead server
 * @param detection how death is noticed
 * @param preferred the server that is to be active when both could be
 * @param failback the way back to it
 */
@ApiType
public record FailoverSpec(
    @Default("Promote")
        @JsonPropertyDescription(
            "Promote: the standby is made a master before the first client reaches it, so that"
                + " nothing written to it is lost.")
        FailoverMode mode,
    @Default("16Mi")
        @Size(max = Cel.SHORT)
        @ValidationRule(
            value =
                "isQuantity(self) && quantity(self).isInteger()"
                    + " && !quantity(self).isLessThan(quantity('0'))",
            message = "Write a size such as 512Ki, 16Mi or 1Gi.")
        @JsonPropertyDescription(
            "A standby that is known to be further behind the dead server, in bytes of replication,"
                + " is not promoted without an answer: a person says what is to go on.")
        String maxLag,
    @Default("{}") @JsonPropertyDescription("How death is noticed.") DetectionSpec detection,
    @Default("Master")
        @JsonPropertyDescription(
            "The server that is to be active when both could be. With failback.policy Automatic, a"
                + " change is a planned switch, in which nothing is lost.")
        NodeName preferred,
    @Default("{}")
        @JsonPropertyDescription("The way back to the preferred server after a failover.")
        FailbackSpec failback) {}
