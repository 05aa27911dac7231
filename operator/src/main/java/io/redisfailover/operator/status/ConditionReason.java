package io.redisfailover.operator.status;

/** Why a condition has its status, in one word. */
public enum ConditionReason {
  /** {@code Ready}: clients are served. */
  CLIENTS_SERVED("ClientsServed"),
  /** {@code Ready}: not both servers have answered yet. */
  STARTING("Starting"),
  /** {@code Ready}: an administrator must decide. */
  DECISION_REQUIRED("DecisionRequired"),
  /** {@code Ready}: no server is active. */
  NO_ACTIVE_SERVER("NoActiveServer"),
  /** {@code Ready}: the active server hands over before it stops, and the other one takes over. */
  HANDING_OVER("HandingOver"),
  /** {@code Ready}, {@code ProxiesAgree}: no proxy could be asked. */
  NO_PROXY_READY("NoProxyReady"),
  /** {@code Ready}, {@code InSync}: {@code spec.paused} is set. */
  PAUSED("Paused"),
  /** {@code InSync}: the standby can take over. */
  IN_SYNC("InSync"),
  /** {@code InSync}: the standby cannot take over. */
  NOT_IN_SYNC("NotInSync"),
  /** {@code ProxiesAgree}: all do. */
  AGREE("Agree"),
  /** {@code ProxiesAgree}: one does not, or does not report. */
  DISAGREE("Disagree"),
  /** {@code ConfigurationApplied}: the spec is in effect. */
  APPLIED("Applied"),
  /** {@code ConfigurationApplied}, {@code Ready}: the spec wants what cannot be. */
  INVALID_SPEC("InvalidSpec"),
  /** {@code ConfigurationApplied}, {@code Ready}: somebody else has an object of the same name. */
  NAME_TAKEN("NameTaken"),
  /** {@code ConfigurationApplied}: a request to Kubernetes failed. */
  APPLY_FAILED("ApplyFailed"),
  /** {@code ConfigurationApplied}, {@code Ready}: a server rejected a setting or a user. */
  REJECTED_BY_REDIS("RejectedByRedis"),
  /** {@code ConfigurationApplied}: a Secret that the spec names has no password. */
  PASSWORD_MISSING("PasswordMissing"),
  /** {@code ConfigurationApplied}: a server does not start with the new spec. */
  ROLLOUT_STUCK("RolloutStuck"),
  /** {@code DataAtRisk}: nothing is known. */
  NO_KNOWN_RISK("NoKnownRisk"),
  /** {@code DataAtRisk}: a setting can lose data. */
  PROBLEMS_FOUND("ProblemsFound"),
  /** {@code DataAtRisk}: the standby accepts writes. */
  WRITABLE_BACKUP("WritableBackup"),
  /** {@code DataAtRisk}: no disk has the data. */
  NOT_PERSISTED("NotPersisted"),
  /** {@code DataAtRisk}: both servers are in one place. */
  ONE_NODE("OneNode"),
  /** {@code Progressing}: something changes. */
  IN_PROGRESS("InProgress"),
  /** {@code Progressing}: nothing changes. */
  IDLE("Idle");

  private final String word;

  ConditionReason(String word) {
    this.word = word;
  }

  /** {@return the word that users read} */
  public String word() {
    return word;
  }

  /**
   * {@return whether somebody must correct the spec, or make room for it, before it can take
   * effect: until then the pair goes on with the one before}
   */
  boolean isRejection() {
    return this == INVALID_SPEC || this == REJECTED_BY_REDIS || this == NAME_TAKEN;
  }

  /** {@return whether the operator tries again by itself until the cause is gone} */
  boolean isTriedAgain() {
    return this == APPLY_FAILED || this == PASSWORD_MISSING;
  }
}
