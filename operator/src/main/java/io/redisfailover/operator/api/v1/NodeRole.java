package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What one of the two servers is at this moment. */
public enum NodeRole {
  /** It takes the clients. */
  @JsonProperty("Active")
  ACTIVE,
  /** A replica that could take over. */
  @JsonProperty("Standby")
  STANDBY,
  /** A replica that is getting a full copy. */
  @JsonProperty("Syncing")
  SYNCING,
  /** A replica whose link is down, or that is too far behind. */
  @JsonProperty("Stale")
  STALE,
  /** It follows nobody and takes no writes. */
  @JsonProperty("Parked")
  PARKED,
  /** A master of an older line; its newest writes will be discarded. */
  @JsonProperty("Superseded")
  SUPERSEDED,
  /** What answers there is not our server. */
  @JsonProperty("Foreign")
  FOREIGN,
  /** It does not answer. */
  @JsonProperty("Unreachable")
  UNREACHABLE
}
