package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Current role of a server. */
public enum ServerRole {
  /** Proxies route clients to it. */
  @JsonProperty("Active")
  ACTIVE,
  /** A replica in sync with the active server. */
  @JsonProperty("Standby")
  STANDBY,
  /** A replica that copies the full data set. */
  @JsonProperty("Syncing")
  SYNCING,
  /** A replica whose link is down, or that is not in sync. */
  @JsonProperty("Stale")
  STALE,
  /** It copies from no server and refuses writes. */
  @JsonProperty("Parked")
  PARKED,
  /** A primary of an older epoch; its newest writes will be discarded. */
  @JsonProperty("Superseded")
  SUPERSEDED,
  /** Not one of the pair. */
  @JsonProperty("Foreign")
  FOREIGN,
  /** It does not answer. */
  @JsonProperty("Unreachable")
  UNREACHABLE
}
