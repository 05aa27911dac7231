package io.redisfailover.controlapi;

import java.util.Arrays;
import java.util.Optional;

/** What can be asked over the control API. */
public enum Route {
  /** How a proxy stands: a {@link ProxyReport}. */
  STATUS("GET", "/v1/status"),
  /** Names the newest epoch to a proxy: an {@link EpochPush}, answered by its report. */
  EPOCH("PUT", "/v1/epoch"),
  /** Begins a switchover: a {@link SwitchoverPrepare}, by a {@link SwitchoverPrepared}. */
  PREPARE("POST", "/v1/switchover/prepare"),
  /**
   * Ends a switchover that was done: a {@link SwitchoverCommit}, answered by the proxy's report.
   */
  COMMIT("POST", "/v1/switchover/commit"),
  /** Ends a switchover that was given up: a {@link SwitchoverAbort}, by the proxy's report. */
  ABORT("POST", "/v1/switchover/abort"),
  /** Names the other proxies to one: a {@link PeerList}, answered by the proxy's report. */
  PEERS("PUT", "/v1/peers"),
  /** What a proxy has seen: an {@link EvidenceQuestion}, answered by an {@link EvidenceAnswer}. */
  EVIDENCE("POST", "/v1/evidence"),
  /** How the controller stands: a {@link ControllerReport}. */
  CONTROLLER("GET", "/v1/controller"),
  /** A {@link ControllerRequest.Switchover}, answered by its {@link RequestOutcome}. */
  SWITCHOVER("POST", "/v1/controller/switchover"),
  /** A {@link ControllerRequest.KeepDataOf}, answered by its {@link RequestOutcome}. */
  DECISION("POST", "/v1/controller/decision"),
  /** Has the process read its file anew: no body, answered by a {@link RequestOutcome}. */
  RELOAD("POST", "/v1/reload");

  private final String method;
  private final String path;

  Route(String method, String path) {
    this.method = method;
    this.path = path;
  }

  /** {@return the route of a request} */
  public static Route of(ControllerRequest request) {
    return switch (request) {
      case ControllerRequest.Switchover switchover -> SWITCHOVER;
      case ControllerRequest.KeepDataOf decision -> DECISION;
    };
  }

  /** {@return the method of HTTP, in capitals; with any other one it is answered by 405} */
  public String method() {
    return method;
  }

  /** {@return the path, with its leading slash} */
  public String path() {
    return path;
  }

  /** {@return the route with exactly this path, whatever the method; empty when there is none} */
  public static Optional<Route> at(String path) {
    return Arrays.stream(values()).filter(route -> route.path.equals(path)).findFirst();
  }
}
