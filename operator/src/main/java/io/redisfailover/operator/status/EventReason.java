package io.redisfailover.operator.status;

/** Why an Event was written, in one word. */
public enum EventReason {
  /** No server is active. */
  ACTIVE_SERVER_UNAVAILABLE("ActiveServerUnavailable", true),
  /** The standby could take over. */
  STANDBY_IN_SYNC("StandbyInSync", true),
  /** The standby could not take over. */
  STANDBY_OUT_OF_SYNC("StandbyOutOfSync", true),
  /** The other server was promoted without a request. */
  FAILOVER_COMPLETED("FailoverCompleted", false),
  /** The active server was changed on request, or by a failback. */
  SWITCHOVER_COMPLETED("SwitchoverCompleted", false),
  /** An administrator must decide. */
  DECISION_REQUIRED("DecisionRequired", false),
  /** The spec is not in effect. */
  CONFIGURATION_REJECTED("ConfigurationRejected", false),
  /** A value in a Secret cannot be a password or a key. */
  SECRET_VALUE_REJECTED("SecretValueRejected", true),
  /** Every copy of the passwords and of the marker key was lost, and others were made. */
  SECRETS_LOST("SecretsLost", true),
  /** A proxy was taken out of the Service because its node is gone. */
  PROXY_REMOVED("ProxyRemoved", false),
  /** A request by annotation was carried out. */
  REQUEST_COMPLETED("RequestCompleted", false),
  /** A request by annotation was refused, or failed. */
  REQUEST_REFUSED("RequestRefused", false);

  private final String word;
  private final boolean state;

  EventReason(String word, boolean state) {
    this.word = word;
    this.state = state;
  }

  /** {@return the word that users read} */
  public String word() {
    return word;
  }

  /**
   * {@return whether it tells a state, which may come and go, and not something that was done: each
   * role change, decision and refusal is an Event of its own}
   */
  public boolean isState() {
    return state;
  }
}
