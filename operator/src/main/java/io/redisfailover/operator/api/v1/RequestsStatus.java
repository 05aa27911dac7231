package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * The last answered requests by annotations that stay.
 *
 * @param switchover value of the annotation, such as {@code Backup 2026-11-29}
 * @param keepDataOf likewise
 */
@ApiType
public record RequestsStatus(
    @Nullable
        @JsonPropertyDescription(
            "The last value with a token of the annotation redisfailover.io/switchover that"
                + " was carried out or refused.")
        String switchover,
    @Nullable
        @JsonPropertyDescription(
            "The last value with a token of the annotation redisfailover.io/keep-data-of"
                + " that was carried out or refused.")
        String keepDataOf) {
  /** None was answered yet. */
  public static final RequestsStatus NONE = new RequestsStatus(null, null);
}
